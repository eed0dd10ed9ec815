import { z } from 'zod'
import { allocate, type Candidate, type Rules } from '../../server/src/modules/stock/index.ts'
import type { Area } from './area.ts'
import { faultsOf } from './compare.ts'
import type { Case } from './schema.ts'
import { shelvesOf } from './stock-given.ts'
import { StockWorld } from './stock-world.ts'

const Numbers = z.record(z.string(), z.number())
const Given = z.looseObject({
  order: z.array(z.string()).optional(),
  pickup: z.string().optional(),
  /** How far each place is, in kilometres. */
  distance: Numbers.optional(),
  distance_km: Numbers.optional(),
  load: Numbers.optional(),
  capacity: z.union([z.number(), Numbers]).optional(),
})
type Given = z.infer<typeof Given>

/** From where an order is served, by each strategy that the case speaks of; what is proposed is then reserved. */
export const routing: Area = async (one, product) => {
  const given = Given.parse(one.given)
  const world = new StockWorld(await product())
  const shelves = shelvesOf(one.given)
  for (const [place, shelf] of shelves) await world.shelve(place, shelf)
  const orders = ordersOf(one)
  const serve = async (quantity: number, said: Rules) => {
    const { pickUp } = said
    const at = pickUp && { ...pickUp, locationId: world.idOf(pickUp.locationId) }
    const rules = { ...said, pickUp: at }
    const safety = new Map([...shelves].map(([place, shelf]) => [place, shelf.safety]))
    const places = await candidates(world, given, safety)
    const answer = allocate([{ sku: world.sku, quantity }], places, rules)
    if (!answer.ok) return 'INSUFFICIENT_STOCK'
    const parts = Object.fromEntries(
      answer.parts.map((part) => [nameOf(world, part.locationId), part.quantity]),
    )
    const taken = await world.take('customer', world.lines(parts), null)
    if (taken !== 'ok') return 'the proposal could not be reserved'
    await world.letGo('customer', undefined)
    return parts
  }
  const found: Record<string, unknown> = {}
  for (const name of Object.keys(one.then)) {
    if (/^\d+$/.test(name)) found[name] = await serve(Number(name), rulesOf('', one))
    else if (name === 'error') found[name] = await serve(orders[0] ?? 1, rulesOf('', one))
    else found[name] = await byStrategy(name, orders, one, serve)
  }
  return faultsOf(one.then, found)
}

type Serve = (quantity: number, rules: Rules) => Promise<unknown>

/** Of several orders, each by its quantity; of one, itself. A name that is a place is of the whole answer. */
async function byStrategy(name: string, orders: number[], one: Case, serve: Serve) {
  const expected = one.then[name]
  const quantities = Object.keys(expected instanceof Object ? expected : {})
  if (quantities.length > 0 && quantities.every((each) => /^\d+$/.test(each))) {
    const found: Record<string, unknown> = {}
    for (const each of quantities) found[each] = await serve(Number(each), rulesOf(name, one))
    return found
  }
  const answer = await serve(orders[0] ?? 1, rulesOf(isStrategy(name) ? name : '', one))
  const parts = answer instanceof Object ? (answer as Record<string, unknown>) : undefined
  if (parts && name in parts) return parts[name]
  if (name === 'parcels') return parts ? Object.keys(parts).length : 0
  return answer
}

const strategies: readonly [RegExp, (rules: Rules) => Rules][] = [
  [/near|dist|clos/i, (rules) => ({ ...rules, by: ['nearest', ...rules.by] })],
  [/high|most|stock/i, (rules) => ({ ...rules, by: ['highest-stock', ...rules.by] })],
  [/load|busy/i, (rules) => ({ ...rules, by: ['least-load', ...rules.by] })],
  [/sort|order|given|priorit/i, (rules) => ({ ...rules, by: ['given-order', ...rules.by] })],
  [/few|parcel|split|minim/i, (rules) => ({ ...rules, fewestParcels: true })],
  [/break|use_safety/i, (rules) => ({ ...rules, breakSafety: true })],
]
const isStrategy = (name: string) =>
  strategies.some(([words]) => words.test(name)) || /^(LOCAL|ALL)$/i.test(name)

function rulesOf(name: string, { given, area }: Case): Rules {
  const said = `${name} ${given.strategy ?? ''}`
  const plain: Rules = { by: [], to: { latitude: 0, longitude: 0 } }
  const rules = strategies.reduce((sum, [words, add]) => (words.test(said) ? add(sum) : sum), plain)
  const { pickup } = Given.parse(given)
  // What is not there where it is collected comes from where most is.
  const by = area === 'bopis' && rules.by.length === 0 ? (['highest-stock'] as const) : rules.by
  if (pickup === undefined) return { ...rules, by }
  return {
    ...rules,
    by,
    pickUp: { locationId: pickup, from: /local/i.test(said) ? 'LOCAL' : 'ALL' },
  }
}

const ordersOf = ({ when }: Case) =>
  [...when.matchAll(/(?:order|allocate|ship|add|reserve)\D*?(\d+)/gi)].map(([, n]) => Number(n))

const nameOf = (world: StockWorld, id: string) =>
  world.places.find((place) => world.idOf(place) === id) ?? id

/** One degree of the meridian, in kilometres. */
const degree = 111.195

async function candidates(
  world: StockWorld,
  { order, distance, distance_km, load, capacity }: Given,
  safety: ReadonlyMap<string, number>,
): Promise<Candidate[]> {
  const available = await world.available()
  const away = distance ?? distance_km ?? {}
  return (order ?? world.places).map((place) => ({
    ...{ locationId: world.idOf(place), longitude: 0 },
    available: { [world.sku]: available[place] ?? 0 },
    safety: { [world.sku]: safety.get(place) ?? 0 },
    latitude: (away[place] ?? 0) / degree,
    load: load?.[place] ?? 0,
    capacity: typeof capacity === 'number' ? capacity : capacity?.[place],
  }))
}
