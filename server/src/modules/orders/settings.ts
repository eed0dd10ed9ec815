import { remember, steadySetting } from '../../kernel/settings.ts'
import type { Work } from '../../kernel/work.ts'
import { type Actor, audit } from '../team/index.ts'
import { OrderSettings } from './delivery-contract.ts'

const name = 'orders.settings'

export const orderSettings = steadySetting(name, (value) => OrderSettings.parse(value ?? {}))

export async function changeOrderSettings(
  work: Work,
  actor: Actor,
  settings: OrderSettings,
): Promise<void> {
  await remember(work.tx, name, settings, work.now)
  await audit(work, actor, 'orders/settings-changed', 'settings:orders')
}
