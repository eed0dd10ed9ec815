import type { Db } from '../../kernel/database.ts'
import { remember, setting } from '../../kernel/settings.ts'
import type { Work } from '../../kernel/work.ts'
import { type Actor, audit } from '../team/index.ts'
import { CartSettings } from './contract.ts'

const name = 'carts.settings'

export async function cartSettings(db: Db): Promise<CartSettings> {
  return CartSettings.parse((await setting(db, name)) ?? {})
}

export async function changeCartSettings(
  work: Work,
  actor: Actor,
  settings: CartSettings,
): Promise<void> {
  await remember(work.tx, name, settings, work.now)
  await audit(work, actor, 'carts/settings-changed', 'settings:carts', settings)
}
