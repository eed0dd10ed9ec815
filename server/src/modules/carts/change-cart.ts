import { sql } from 'kysely'
import { prepared } from '../../kernel/database.ts'
import { statement } from '../../kernel/statement.ts'
import { still } from '../../kernel/steady.ts'
import { all, type Work } from '../../kernel/work.ts'
import {
  cartOf,
  mostLines,
  removing,
  type StoredCart,
  type StoredLine,
  touchCart,
  varietyOf,
} from './cart-lines.ts'
import type { Cart, LineChange, LineOptions } from './contract.ts'
import { cartFact, tellThread } from './facts.ts'
import { type Onlooker, pricedLines, viewOf } from './look.ts'
import { type Pricer, pricerFor, unitOf } from './pricing.ts'
import { CartFull, LineNotFound, NotEnough, NotForSale } from './refusals.ts'
import { demandOf, partsOf, type Shelf, shelfOf, usualOf } from './shelf.ts'

interface Wanted {
  readonly sku: string
  readonly quantity: number
  readonly options: LineOptions
}

/** A cart under its lock, with all that is needed to change it and to show it. */
interface Held {
  readonly stored: StoredCart
  readonly shelf: Shelf
  /** What it comes to, with the codes that are typed in it. */
  readonly price: Pricer
}

/**
 * Puts articles into a cart, each as a line of its own unless there is one with the same options. What
 * there is not enough of is refused, however it is spread over lines.
 */
export async function addLines(
  work: Work,
  onlooker: Onlooker & { readonly originId: string },
  wanted: readonly Wanted[],
): Promise<Cart> {
  const held = await hold(
    work,
    onlooker,
    wanted.map(({ sku }) => sku),
  )
  const { shelf } = held
  let { lines } = held.stored
  const changed = new Set<string>()
  for (const { sku, quantity, options } of wanted) {
    const article = shelf.articles.get(sku)
    if (!article?.active) throw new NotForSale({ sku })
    const variety = varietyOf(options)
    const same = lines.find((line) => !line.saved && line.sku === sku && line.variety === variety)
    const line: StoredLine = same
      ? { ...same, quantity: same.quantity + quantity, seenUnit: unitOf(article) }
      : {
          ...{ id: work.newId(), sku, variety, options, quantity, saved: false },
          ...{ seenUnit: unitOf(article), addedAt: work.now, originId: onlooker.originId },
        }
    lines = same ? lines.map((one) => (one === same ? line : one)) : [...lines, line]
    changed.add(line.id)
  }
  if (lines.length > mostLines) throw new CartFull({ most: mostLines })
  const stored = { ...held.stored, lines }
  for (const { sku } of wanted) refuseShortage(stored, shelf, sku)
  const added = lines.filter(({ id }) => changed.has(id))
  const facts = wanted.map((line) => cartFact('Product Added', line, { stored, shelf, onlooker }))
  work.atLast(() => writeLines(work, onlooker.customerId, added))
  work.atLast(() => tellThread(work, onlooker, facts))
  return viewOf(stored, shelf, held.price(pricedLines(stored, shelf)), onlooker.language)
}

/** More or fewer of a line, none, or saved for later and back. */
export async function changeLine(
  work: Work,
  onlooker: Onlooker,
  id: string,
  change: LineChange,
): Promise<Cart> {
  const { stored: before, shelf, price } = await hold(work, onlooker)
  const line = before.lines.find((one) => one.id === id)
  if (!line) throw new LineNotFound({ id })
  const quantity = change.quantity ?? line.quantity
  const saved = change.saved ?? line.saved
  const twin = before.lines.find(
    (one) =>
      one !== line && one.saved === saved && one.sku === line.sku && one.variety === line.variety,
  )
  const after: StoredLine = {
    ...{ ...line, saved, quantity: quantity + (twin?.quantity ?? 0) },
  }
  const stored = {
    ...before,
    lines: before.lines.flatMap((one) => {
      if (one === twin) return []
      if (one !== line) return [one]
      return quantity === 0 ? [] : [after]
    }),
  }
  if (!saved && after.quantity > line.quantity) refuseShortage(stored, shelf, line.sku)
  const lineIds = [id, ...(twin ? [twin.id] : [])]
  work.atLast(() => removing(work.tx, { customerId: onlooker.customerId, lineIds }))
  if (quantity > 0) work.atLast(() => writeLines(work, onlooker.customerId, [after]))
  work.atLast(() => tellChange(work, { before, stored, shelf, onlooker, sku: line.sku }))
  return viewOf(stored, shelf, price(pricedLines(stored, shelf)), onlooker.language)
}

/** What somebody types at the cart; whether it gives anything, and if not why, the cart then says. */
export async function changeCodes(
  work: Work,
  onlooker: Onlooker,
  change: (codes: readonly string[]) => readonly string[],
): Promise<Cart> {
  const { stored, shelf, price } = await hold(work, onlooker, [], (codes) =>
    [...new Set(change(codes))].slice(-10),
  )
  const changed = work.tx
    .updateTable('carts.cart')
    .set({ codes: [...stored.codes] })
    .where('customer_id', '=', onlooker.customerId)
  work.atLast(() => changed.execute())
  return viewOf(stored, shelf, price(pricedLines(stored, shelf)), onlooker.language)
}

/** The customer has seen what changed: from now on that is what they know. */
export async function acknowledge(work: Work, onlooker: Onlooker): Promise<Cart> {
  const { stored: before, shelf, price } = await hold(work, onlooker)
  const lines = before.lines.map((line) => {
    const article = shelf.articles.get(line.sku)
    return { ...line, seenUnit: article ? unitOf(article) : line.seenUnit }
  })
  const seen = lines.filter((line, at) => line.seenUnit !== before.lines[at]?.seenUnit)
  work.atLast(() => writeLines(work, onlooker.customerId, seen))
  const stored = { ...before, lines }
  return viewOf(stored, shelf, price(pricedLines(stored, shelf)), onlooker.language)
}

async function hold(
  work: Work,
  onlooker: Onlooker,
  more: readonly string[] = [],
  retyped = (codes: readonly string[]) => codes,
): Promise<Held> {
  const { customerId, channel, now, only } = onlooker
  const tx = still(work.tx)
  const [, held, usual] = await all([
    touchCart(work, customerId),
    cartOf(tx, customerId, only),
    usualOf(tx),
  ])
  if (!held) throw new Error('a cart that was locked is gone')
  const stored = { ...held, codes: retyped(held.codes) }
  const skus = [...stored.lines.map(({ sku }) => sku), ...more]
  const [shelf, price] = await all([
    shelfOf(tx, skus, { ...onlooker, usual }),
    pricerFor(tx, {
      ...{ customerId, channel, now, codes: stored.codes, currency: usual.currency },
    }),
  ])
  return { stored, shelf, price }
}

function refuseShortage({ lines }: StoredCart, { articles, stock }: Shelf, sku: string): void {
  const wanted = lines.filter(({ saved }) => !saved)
  const demand = demandOf(wanted, articles)
  for (const part of partsOf(articles.get(sku) ?? { sku })) {
    const asked = demand.get(part.sku) ?? 0
    const available = stock.get(part.sku) ?? 0
    if (asked > available) throw new NotEnough({ sku: part.sku, asked, available })
  }
}

async function writeLines(work: Work, customerId: string, lines: readonly StoredLine[]) {
  if (lines.length === 0) return
  await writing(work.tx, {
    ...{ customerId, ids: lines.map(({ id }) => id), skus: lines.map(({ sku }) => sku) },
    varieties: lines.map(({ variety }) => variety),
    options: lines.map(({ options }) => JSON.stringify(options)),
    quantities: lines.map(({ quantity }) => quantity),
    saved: lines.map(({ saved }) => saved),
    seenUnits: lines.map(({ seenUnit }) => seenUnit),
    addedAt: lines.map(({ addedAt }) => addedAt),
    origins: lines.map(({ originId }) => originId),
  })
}

interface Written {
  readonly customerId: string
  readonly ids: readonly string[]
  readonly skus: readonly string[]
  readonly varieties: readonly string[]
  readonly options: readonly string[]
  readonly quantities: readonly number[]
  readonly saved: readonly boolean[]
  readonly seenUnits: readonly (number | null)[]
  readonly addedAt: readonly Date[]
  readonly origins: readonly string[]
}

const writing = statement(
  (_, of: Written) => sql`${prepared}
    insert into carts.line (customer_id, id, sku, variety, options, quantity, saved, seen_unit,
      added_at, origin_id)
    select ${of.customerId}::uuid, * from unnest(${of.ids}::uuid[], ${of.skus}::text[],
      ${of.varieties}::text[], ${of.options}::jsonb[], ${of.quantities}::int[], ${of.saved}::bool[],
      ${of.seenUnits}::int[], ${of.addedAt}::timestamptz[], ${of.origins}::uuid[])
    on conflict (customer_id, id) do update
      set quantity = excluded.quantity, seen_unit = excluded.seen_unit`,
)

interface Told {
  readonly stored: StoredCart
  readonly shelf: Shelf
  readonly before: StoredCart
  readonly onlooker: Onlooker
  readonly sku: string
}

/** More of an article was added, less of it removed: what is saved for later is out of the cart. */
async function tellChange(
  work: Work,
  { before, stored, shelf, onlooker, sku }: Told,
): Promise<void> {
  const units = ({ lines }: StoredCart) =>
    lines
      .filter((line) => line.sku === sku && !line.saved)
      .reduce((sum, { quantity }) => sum + quantity, 0)
  const more = units(stored) - units(before)
  if (more === 0) return
  const name = more > 0 ? 'Product Added' : 'Product Removed'
  const line = { sku, quantity: Math.abs(more) }
  await tellThread(work, onlooker, [cartFact(name, line, { stored, shelf, onlooker })])
}
