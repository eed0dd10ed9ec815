import type { Work } from '../../kernel/work.ts'
import { returnHeld, sendHeld } from '../stock/index.ts'
import { replaceChange } from './changes.ts'
import { goodsIn, isElsewhere } from './goods.ts'
import { hold, type Parcel } from './hold.ts'
import { NotInState } from './refusals.ts'
import {
  changeFulfilment,
  type FulfilmentRow,
  fulfilmentsOf,
  linesOf,
  note,
  type OrderKey,
  type OrderRow,
} from './rows.ts'

/** Some of it is brought to the shop: all of it will be there by then. */
export async function expectParcels(work: Work, key: OrderKey, at: Date | null): Promise<void> {
  for (const one of await fulfilmentsOf(work.tx, key)) {
    await changeFulfilment(work, one, { expected_at: at })
  }
}

/** What is collected in a shop and is in another place sets out for that shop, promised as it was. */
export async function bringToShop(work: Work, parcel: Parcel): Promise<void> {
  const { order, fulfilment } = await hold(work, parcel, 'bring', ['waiting', 'preparing'])
  const { shop_id: shopId } = order
  if (!shopId || !isElsewhere(order, fulfilment)) {
    throw new NotInState({ state: 'in-shop', action: 'bring' })
  }
  await replaceChange(work, order)
  const lines = goodsIn(fulfilment, await linesOf(work.tx, parcel.key))
  const paperId = await sendHeld(work, fulfilment.reservation_id, {
    ...{ from: fulfilment.location_id, locationId: shopId, lines },
    ...{ ref: order.number, by: parcel.by },
  })
  await changeFulfilment(work, fulfilment, {
    ...{ state: 'on-its-way', location_id: shopId, paper_id: paperId },
  })
  await step(work, order, fulfilment, 'sent-to-shop', parcel.by)
}

/** It did not set out after all: it is where it was. */
export async function keepWhereItWas(
  work: Work,
  { order, fulfilment }: { readonly order: OrderRow; readonly fulfilment: FulfilmentRow },
  by: string,
): Promise<void> {
  const from = await returnHeld(work, landing(order, fulfilment, by))
  await changeFulfilment(work, fulfilment, {
    ...{ state: 'preparing', location_id: from, paper_id: null },
  })
  await step(work, order, fulfilment, 'taken-back', by)
}

export const landing = (order: OrderRow, { paper_id }: FulfilmentRow, by: string) => ({
  ...{ id: paper_id ?? '', channel: order.channel, ref: `order:${order.id}`, by },
})

const step = (work: Work, order: OrderRow, { id }: FulfilmentRow, what: string, by: string) =>
  note(work, order, { what, by, details: { fulfilmentId: id } })
