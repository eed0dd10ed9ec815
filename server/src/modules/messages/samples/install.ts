import type { InWork } from '../../../kernel/work.ts'
import { compileContents } from '../compile.ts'
import { createTemplate, templateNamed } from '../templates.ts'
import { abandonedCart } from './abandoned-cart.ts'
import { birthday, shopEvent, shopEventReminder, stayInTouch, winBack } from './occasions.ts'
import { account, chooseShop } from './onboarding.ts'
import { repurchase, review, thanks } from './orders.ts'
import { backInStock, browse, priceDrop } from './products.ts'
import { welcome, welcomeGuide } from './welcome.ts'

/** The mails that a brand may begin with, all in the same tone. */
const samples = {
  abandonedCart,
  welcome,
  welcomeGuide,
  account,
  chooseShop,
  browse,
  thanks,
  review,
  repurchase,
  winBack,
  stayInTouch,
  birthday,
  backInStock,
  priceDrop,
  shopEvent,
  shopEventReminder,
}
export type SampleMail = keyof typeof samples

/**
 * Gives a brand some of the mails to begin with, and says which they are. A second time changes nothing.
 * It starts its own work: compiling takes longer than a transaction may.
 */
export async function installSamples<Name extends SampleMail>(
  inWork: InWork,
  names: readonly Name[],
): Promise<Record<Name, string>> {
  const ids = {} as Record<Name, string>
  for (const name of names) ids[name] = await install(inWork, name)
  return ids
}

async function install(inWork: InWork, sample: SampleMail): Promise<string> {
  const { name, contents } = samples[sample]
  const there = await inWork((work) => templateNamed(work.tx, name))
  if (there) return there.id
  const compiled = await compileContents(contents, 'marketing')
  const template = { name, channel: 'email', purpose: 'marketing', contents: compiled } as const
  return await inWork((work) => createTemplate(work, template, 'filrouge'))
}

/** The mail of the journey that every shop runs from its first day. */
export const installTemplates = (inWork: InWork) => installSamples(inWork, ['abandonedCart'])
