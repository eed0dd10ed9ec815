import { type RawBuilder, sql } from 'kysely'
import { type Db, prepared } from '../../kernel/database.ts'
import { notify } from '../../kernel/signals.ts'
import { statement } from '../../kernel/statement.ts'
import { all, type Work } from '../../kernel/work.ts'
import type { LineOptions } from './contract.ts'
import './tables.ts'

export interface StoredLine {
  readonly id: string
  readonly sku: string
  readonly variety: string
  readonly options: LineOptions
  readonly quantity: number
  readonly saved: boolean
  readonly seenUnit: number | null
  readonly addedAt: Date
  readonly originId: string
}

export interface StoredCart {
  readonly customerId: string
  readonly cartId: string
  readonly codes: readonly string[]
  readonly version: number
  readonly lines: readonly StoredLine[]
}

/** So many lines a cart may have: each is looked at with each reading. */
export const mostLines = 100

/** The name of the signal that says that somebody's cart has changed. */
export const cartSignal = (customerId: string) => `carts.cart ${customerId}`

/** Options in one form: the same ones in another order are the same article. */
export function varietyOf(options: LineOptions): string {
  const pairs = Object.entries(options).filter(([, value]) => value !== '')
  return JSON.stringify(pairs.sort(([one], [other]) => (one < other ? -1 : 1)))
}

interface Row {
  cart_id: string
  codes: string[]
  version: number
  lines:
    | {
        id: string
        sku: string
        variety: string
        options: LineOptions
        quantity: number
        saved: boolean
        seen_unit: number | null
        added_at: string
        origin_id: string
      }[]
    | null
}

/**
 * Somebody's cart with its lines, the oldest first; undefined for who never had one. With `only`, the
 * lines that came by that id of theirs.
 */
export async function cartOf(
  db: Db,
  customerId: string,
  only?: string,
): Promise<StoredCart | undefined> {
  const [row] = only
    ? await cartByOrigin(db, { customerId, only })
    : await wholeCart(db, { customerId })
  if (!row) return undefined
  return {
    ...{ customerId, cartId: row.cart_id, codes: row.codes, version: row.version },
    lines: (row.lines ?? []).map((line) => ({
      ...{ id: line.id, sku: line.sku, variety: line.variety, options: line.options },
      ...{ quantity: line.quantity, saved: line.saved, seenUnit: line.seen_unit },
      ...{ addedAt: new Date(line.added_at), originId: line.origin_id },
    })),
  }
}

const wholeCart = statement((_, { customerId }: { customerId: string }) => cart(customerId, sql``))
const cartByOrigin = statement((_, { customerId, only }: { customerId: string; only: string }) =>
  cart(customerId, sql`and origin_id = ${only}`),
)

const cart = (customerId: string, only: RawBuilder<unknown>) => sql<Row>`${prepared}
  select cart_id, codes, version, (
    select json_agg(line order by added_at, id) from carts.line as line
    where line.customer_id = ${customerId} ${only}
  ) as lines
  from carts.cart where customer_id = ${customerId}`

/**
 * Takes the row that is the lock of somebody's cart, makes it if there is none, and says that the cart
 * changes: its version goes up, and every page that shows it looks again once this commits.
 */
export async function touchCart(work: Work, customerId: string): Promise<void> {
  await touching(work.tx, touchOf(work, customerId))
}

const touchOf = ({ newId, now }: Work, customerId: string) => ({
  ...{ customerId, cartId: newId(), now, changed: cartSignal(customerId) },
})
type Touch = ReturnType<typeof touchOf>

const touching = statement(
  (_, { customerId, cartId, now, changed }: Touch) => sql`${prepared}
    with touched as (
      insert into carts.cart (customer_id, cart_id, codes, version, changed_at)
      values (${customerId}, ${cartId}, '{}', 1, ${now})
      on conflict (customer_id) do update
        set version = carts.cart.version + 1, changed_at = excluded.changed_at
    )
    select ${notify(changed)}`,
)

/**
 * Takes the lock of a cart without changing it: of two devices that order the same cart at once, the
 * second sees what the first has done.
 */
export async function lockCart({ tx }: Work, customerId: string): Promise<void> {
  await locking(tx, { customerId })
}

const locking = statement((db, { customerId }: { customerId: string }) =>
  db
    .selectFrom('carts.cart')
    .select('version')
    .where('customer_id', '=', customerId)
    .forUpdate()
    .modifyEnd(prepared),
)

/** Empties what was to be bought, once it was: what is saved for later, or was put in since, stays. */
export async function emptyCart(
  work: Work,
  customerId: string,
  lineIds: readonly string[],
): Promise<void> {
  const begun = beginning(work.tx, touchOf(work, customerId))
  // By itself, since what was put in while the row was waited for is seen by this one only.
  await all([begun, removing(work.tx, { customerId, lineIds })])
}

const beginning = statement(
  (_, { customerId, cartId, now, changed }: Touch) => sql`${prepared}
    with begun as (
      insert into carts.cart (customer_id, cart_id, codes, version, changed_at)
      values (${customerId}, ${cartId}, '{}', 1, ${now})
      on conflict (customer_id) do update
        set version = carts.cart.version + 1, changed_at = excluded.changed_at,
          cart_id = excluded.cart_id, codes = excluded.codes
    )
    select ${notify(changed)}`,
)

/** Takes lines out of a cart. */
export const removing = statement(
  (db, { customerId, lineIds }: { customerId: string; lineIds: readonly string[] }) =>
    db
      .deleteFrom('carts.line')
      .where('customer_id', '=', customerId)
      .where('id', '=', sql<string>`any(${lineIds}::uuid[])`)
      .modifyEnd(prepared),
)
