import { remember, steadySetting } from '../../kernel/settings.ts'
import type { Work } from '../../kernel/work.ts'
import { type Actor, audit } from '../team/index.ts'
import { CartSettings } from './contract.ts'

const name = 'carts.settings'

export const cartSettings = steadySetting(name, (value) => CartSettings.parse(value ?? {}))

export async function changeCartSettings(
  work: Work,
  actor: Actor,
  settings: CartSettings,
): Promise<void> {
  await remember(work.tx, name, settings, work.now)
  await audit(work, actor, 'carts/settings-changed', 'settings:carts', settings)
}
