import type { Work } from '../../kernel/work.ts'
import { locations } from '../shops/index.ts'
import { InsufficientStock, receiveHeld, type WhyNot } from '../stock/index.ts'
import { landing } from './bring.ts'
import { hold, type Parcel } from './hold.ts'
import { addParcel, beginAnew, takeUnits, type Units } from './parcels.ts'
import { placeOf } from './places.ts'
import { NothingInstead, NotInState } from './refusals.ts'
import {
  changeFulfilment,
  type FulfilmentRow,
  linesOf,
  note,
  type OrderLineRow,
  type OrderRow,
} from './rows.ts'
import { orderSettings } from './settings.ts'
import { broughtFrom, maySend } from './shop.ts'

/** Units of a parcel that did not arrive as they were sent. */
interface NotArrived {
  readonly lineId: string
  readonly quantity: number
  readonly why: WhyNot
}

/**
 * It is in the shop: what was brought is put with what was there. What is missing or broken comes from where there is
 * some, in a parcel of its own; if there is none anywhere, it is said so and nothing is received.
 */
export async function receiveInShop(
  work: Work,
  parcel: Parcel & { readonly notArrived?: readonly NotArrived[] },
): Promise<void> {
  const { order, fulfilment } = await hold(work, parcel, 'receive', ['on-its-way'])
  const lines = await linesOf(work.tx, parcel.key)
  const missing = missingIn(fulfilment, lines, parcel.notArrived ?? [])
  const from = await receiveHeld(work, {
    ...landing(order, fulfilment, parcel.by),
    missing: missing.flatMap(({ parts, quantity, why }) =>
      parts.map((part) => ({ sku: part.sku, quantity: part.quantity * quantity, why })),
    ),
  })
  await changeFulfilment(work, fulfilment, { state: 'preparing', paper_id: null })
  if (missing.length > 0) await replace(work, order, fulfilment, { missing, from })
  const details = missing.map(({ lineId, quantity, why }) => ({ lineId, quantity, why }))
  const what = missing.length > 0 ? 'in-shop-in-part' : 'in-shop'
  await note(work, order, {
    ...{ what, by: parcel.by },
    details: { fulfilmentId: fulfilment.id, ...(missing.length > 0 && { missing: details }) },
  })
}

type Missing = Units & Pick<NotArrived, 'why'>

function missingIn(
  fulfilment: FulfilmentRow,
  lines: readonly OrderLineRow[],
  said: readonly NotArrived[],
): Missing[] {
  return said.map((one) => {
    const sent = fulfilment.lines.find(({ lineId }) => lineId === one.lineId)?.quantity ?? 0
    const all = said.reduce(
      (sum, { lineId, quantity }) => sum + (lineId === one.lineId ? quantity : 0),
      0,
    )
    if (all > sent) throw new NotInState({ state: 'fewer', action: 'receive' })
    const line = lines.find(({ id }) => id === one.lineId)
    return { ...one, parts: line?.article.parts ?? [] }
  })
}

/** The shop itself, where it came from, then whoever else sends: the first that has all of it. */
async function replace(
  work: Work,
  order: OrderRow,
  fulfilment: FulfilmentRow,
  { missing, from }: { readonly missing: readonly Missing[]; readonly from: string },
): Promise<void> {
  const units = perLine(missing)
  const count = (all: readonly { readonly quantity: number }[]) =>
    all.reduce((sum, { quantity }) => sum + quantity, 0)
  const nothingArrived = count(units) === count(fulfilment.lines)
  if (!nothingArrived) {
    for (const { lineId, quantity } of units) await takeUnits(work, fulfilment, lineId, quantity)
  }
  const settings = await orderSettings(work.tx)
  const shop = await placeOf(work.tx, order.shop_id ?? fulfilment.location_id)
  const sending = (await locations(work.tx)).filter((place) => maySend(place, settings))
  for (const locationId of new Set([shop.id, from, ...sending.map(({ id }) => id)])) {
    const expectedAt = locationId === shop.id ? null : broughtFrom(shop, work.now, settings)
    const further = { locationId, expectedAt, units }
    try {
      if (nothingArrived) await beginAnew(work, order, fulfilment, further)
      else await addParcel(work, order, fulfilment, { ...further, why: 'replaces' })
      return
    } catch (error) {
      if (!(error instanceof InsufficientStock)) throw error
    }
  }
  throw new NothingInstead({ missing: count(units) })
}

function perLine(missing: readonly Missing[]): Units[] {
  const lines = new Map<string, Units>()
  for (const { lineId, quantity, parts } of missing) {
    const before = lines.get(lineId)?.quantity ?? 0
    lines.set(lineId, { lineId, parts, quantity: before + quantity })
  }
  return [...lines.values()]
}
