import type { Db } from '../../kernel/database.ts'
import { remember, setting } from '../../kernel/settings.ts'
import type { Work } from '../../kernel/work.ts'
import { type Actor, audit } from '../team/index.ts'
import { OrderSettings } from './delivery-contract.ts'

const name = 'orders.settings'

export async function orderSettings(db: Db): Promise<OrderSettings> {
  return OrderSettings.parse((await setting(db, name)) ?? {})
}

export async function changeOrderSettings(
  work: Work,
  actor: Actor,
  settings: OrderSettings,
): Promise<void> {
  await remember(work.tx, name, settings, work.now)
  await audit(work, actor, 'orders/settings-changed', 'settings:orders')
}
