import type { Work } from '../../kernel/work.ts'
import { locations } from '../shops/index.ts'
import { availability, InsufficientStock } from '../stock/index.ts'
import { addParcel, beginAnew, endEmpty, takeUnits, type Units } from './parcels.ts'
import { placeOf } from './places.ts'
import type { FulfilmentRow, OrderRow } from './rows.ts'
import { orderSettings } from './settings.ts'
import { broughtFrom, maySend } from './shop.ts'

interface Missing {
  readonly units: readonly Units[]
  /** The other parcels of the order. */
  readonly sisters: readonly FulfilmentRow[]
  /** Where the parcel came from. */
  readonly from: string
}

interface Source {
  readonly locationId: string
  readonly expectedAt: Date | null
}

/**
 * What did not arrive comes from the shop itself, from where it was sent, or from whoever else sends: the first that has
 * all of it, else each as many as it has. Gives what can be had nowhere.
 */
export async function replaceUnits(
  work: Work,
  order: OrderRow,
  parcel: FulfilmentRow,
  { units, sisters, from }: Missing,
): Promise<Units[]> {
  // Of a parcel of which nothing arrived, its customer has the code: it begins anew.
  let anew = count(units) === count(parcel.lines)
  if (!anew) await leaveOut(work, parcel, units)
  const sources = await sourcesFor(work, order, parcel, from)
  let left = [...units]
  const take = async (source: Source, some: readonly Units[]) => {
    const rest = without(left, some)
    if (anew) await beginAnew(work, order, parcel, { ...source, units: some })
    else await addParcel(work, order, parcel, { ...source, units: some, why: 'replaces' })
    anew = false
    left = rest
  }
  for (const source of sources) {
    if (await unlessShort(() => take(source, left))) return []
  }
  for (const source of sources) {
    const some = await thereOf(work, order, source, left)
    if (some.length > 0) await unlessShort(() => take(source, some))
  }
  if (anew) {
    await leaveOut(work, parcel, left)
    await endEmpty(work, parcel, sisters)
  }
  return left
}

async function sourcesFor(
  work: Work,
  order: OrderRow,
  parcel: FulfilmentRow,
  from: string,
): Promise<Source[]> {
  const settings = await orderSettings(work.tx)
  const shop = await placeOf(work.tx, order.shop_id ?? parcel.location_id)
  const sending = (await locations(work.tx)).filter((place) => maySend(place, settings))
  return [...new Set([shop.id, from, ...sending.map(({ id }) => id)])].map((locationId) => ({
    locationId,
    expectedAt: locationId === shop.id ? null : broughtFrom(shop, work.now, settings),
  }))
}

/** How many of them a place could give; reserving decides. */
async function thereOf(
  work: Work,
  order: OrderRow,
  { locationId }: Source,
  units: readonly Units[],
): Promise<Units[]> {
  const skus = units.flatMap(({ parts }) => parts.map(({ sku }) => sku))
  const { channel } = order
  const there = await availability(work.tx, skus, { channel, locationIds: [locationId] })
  const free = new Map(there.map(({ sku, available }) => [sku, available]))
  return units.flatMap((one) => {
    const most = one.parts.map(({ sku, quantity }) => Math.floor((free.get(sku) ?? 0) / quantity))
    const quantity = Math.min(one.quantity, ...most)
    for (const part of one.parts) {
      free.set(part.sku, (free.get(part.sku) ?? 0) - part.quantity * quantity)
    }
    return quantity > 0 ? [{ ...one, quantity }] : []
  })
}

async function unlessShort(task: () => Promise<void>): Promise<boolean> {
  try {
    await task()
    return true
  } catch (error) {
    if (error instanceof InsufficientStock) return false
    throw error
  }
}

async function leaveOut(work: Work, parcel: FulfilmentRow, units: readonly Units[]) {
  for (const { lineId, quantity } of units) await takeUnits(work, parcel, lineId, quantity)
}

const count = (all: readonly { readonly quantity: number }[]) =>
  all.reduce((sum, { quantity }) => sum + quantity, 0)

function without(units: readonly Units[], some: readonly Units[]): Units[] {
  return units.flatMap((one) => {
    const taken = some.find(({ lineId }) => lineId === one.lineId)?.quantity ?? 0
    return one.quantity > taken ? [{ ...one, quantity: one.quantity - taken }] : []
  })
}
