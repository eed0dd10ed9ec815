import type { Work } from '../../kernel/work.ts'
import { NotInState, OrderNotFound } from './refusals.ts'
import {
  type FulfilmentRow,
  fulfilmentsOf,
  lockOrder,
  type OrderKey,
  type OrderRow,
} from './rows.ts'

/** A parcel, or what is collected, with its order under the lock. */
export interface Held {
  readonly order: OrderRow
  readonly fulfilment: FulfilmentRow
  /** The others of the order. */
  readonly sisters: readonly FulfilmentRow[]
}

export interface Parcel {
  readonly key: OrderKey
  readonly fulfilmentId: string
  /** Who does it, as the history names them. */
  readonly by: string
}

/** Takes a parcel in hand that is in one of these states, for something that is done to it. */
export async function hold(
  work: Work,
  { key, fulfilmentId }: Parcel,
  action: string,
  states: readonly FulfilmentRow['state'][],
): Promise<Held> {
  const order = await lockOrder(work, key)
  const all = await fulfilmentsOf(work.tx, key)
  const fulfilment = all.find(({ id }) => id === fulfilmentId)
  if (!fulfilment) throw new OrderNotFound({ order: fulfilmentId })
  const served = order.state === 'confirmed' || order.state === 'completed'
  if (!served) throw new NotInState({ state: order.state, action })
  if (!states.includes(fulfilment.state)) throw new NotInState({ state: fulfilment.state, action })
  return { order, fulfilment, sisters: all.filter((one) => one !== fulfilment) }
}
