import { z } from 'zod'
import type { Shelf } from './stock-world.ts'

const Count = z.int()
const Place = z.union([
  Count,
  z.looseObject({
    on_hand: Count.optional(),
    allocated: Count.optional(),
    reserved: Count.optional(),
    committed: Count.optional(),
    damaged: Count.optional(),
    quality_control: Count.optional(),
    safety: Count.optional(),
    safety_stock: Count.optional(),
    available: Count.optional(),
    tracked: z.boolean().optional(),
    track_inventory: z.boolean().optional(),
    /** Less than this must not be left; below zero, so much may be sold in advance. */
    threshold: Count.optional(),
    out_of_stock_threshold: Count.optional(),
    backorder: z.union([Count, z.boolean()]).optional(),
  }),
])
type Place = z.infer<typeof Place>

/** A place without a name, where a case speaks of one only. */
export const onlyPlace = 'here'
/** More than anybody orders in a case. */
const endless = 100_000

export function shelvesOf(given: Readonly<Record<string, unknown>>): Map<string, Shelf> {
  const named = given.stock ?? given.locations ?? given.places
  if (named === undefined || typeof named === 'number') {
    return new Map([[onlyPlace, shelfOf(Place.parse({ on_hand: named, ...given }), {})]])
  }
  const places = z.record(z.string(), Place).parse(named)
  return new Map(Object.entries(places).map(([name, place]) => [name, shelfOf(place, given)]))
}

/** What a case says of all places holds where a place says nothing itself. */
function shelfOf(place: Place, all: Readonly<Record<string, unknown>>): Shelf {
  const said = { ...all, ...(typeof place === 'number' ? { on_hand: place } : place) }
  const count = (...names: string[]) => {
    const found = names.map((name) => said[name]).find((value) => typeof value === 'number')
    return typeof found === 'number' ? found : 0
  }
  const reserved = count('reserved', 'allocated', 'committed')
  const [damaged, quality] = [count('damaged'), count('quality_control', 'quality')]
  const limit = count('safety', 'safety_stock', 'threshold', 'out_of_stock_threshold')
  const ahead = said.backorder === true ? endless : count('backorder')
  const safety = limit - ahead
  const all_ = count('available') + reserved + damaged + quality + safety
  return {
    ...{ reserved, damaged, quality, safety },
    onHand: typeof said.on_hand === 'number' ? said.on_hand : all_,
    uncounted: said.tracked === false || said.track_inventory === false,
  }
}
