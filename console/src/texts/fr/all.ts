import { account } from './account.ts'
import { audiences } from './audiences.ts'
import { backtest } from './backtest.ts'
import { campaigns } from './campaigns.ts'
import { canvas } from './canvas.ts'
import { catalog } from './catalog.ts'
import { channels } from './channels.ts'
import { conditions } from './conditions.ts'
import { consent } from './consent.ts'
import { customers } from './customers.ts'
import { events } from './events.ts'
import { home } from './home.ts'
import { hooks } from './hooks.ts'
import { identity } from './identity.ts'
import { imports } from './imports.ts'
import { journeys } from './journeys.ts'
import { mails } from './mails.ts'
import { messages } from './messages.ts'
import { orders } from './orders.ts'
import { payments } from './payments.ts'
import { personas } from './personas.ts'
import { phrases } from './phrases.ts'
import { plan } from './plan.ts'
import { promotions } from './promotions.ts'
import { readers } from './readers.ts'
import { refusals } from './refusals.ts'
import { rfm } from './rfm.ts'
import { settings } from './settings.ts'
import { shell } from './shell.ts'
import { shops } from './shops.ts'
import { sources } from './sources.ts'
import { steps } from './steps.ts'
import { stock } from './stock.ts'
import { syncs } from './syncs.ts'
import { team } from './team.ts'
import { thread } from './thread.ts'
import { till } from './till.ts'
import { ui } from './ui.ts'

/** Each capability's texts under its own name; both languages list the same. */
export const french = {
  account,
  audiences,
  backtest,
  campaigns,
  canvas,
  catalog,
  channels,
  conditions,
  consent,
  customers,
  events,
  home,
  hooks,
  identity,
  imports,
  journeys,
  mails,
  messages,
  orders,
  personas,
  payments,
  phrases,
  plan,
  promotions,
  readers,
  refusals,
  rfm,
  settings,
  shell,
  shops,
  sources,
  steps,
  stock,
  syncs,
  team,
  thread,
  till,
  ui,
}
