import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import { announce } from '../../kernel/news/announce.ts'
import type { Work } from '../../kernel/work.ts'
import { priceChanged } from './events.ts'
import { priceAt } from './price-rule.ts'
import { type Asking, entriesOf } from './prices-of.ts'
import { shelve } from './shelve.ts'
import './tables.ts'

/** Of whom, where and in what another price is asked than before. */
type Scope = Pick<Asking, 'currency' | 'channel' | 'priceGroup'>

export interface PriceChange extends Scope {
  readonly sku: string
  /** In minor units; null where nothing was, or is any more, asked. */
  readonly before: number | null
  readonly after: number | null
}

/** What another price is asked for once something is done than before it, for everybody and each list's own. */
export async function changesIn(
  work: Work,
  skus: readonly string[],
  doing: () => Promise<unknown>,
): Promise<PriceChange[]> {
  const before = await askedAt(work.tx, skus, work.now)
  await doing()
  const after = await askedAt(work.tx, skus, work.now)
  return differences(before, after)
}

/** What changed by itself, since a price or a list of prices began or ended, between two moments. */
export async function changesBetween(
  db: Db,
  skus: readonly string[],
  from: Date,
  to: Date,
): Promise<PriceChange[]> {
  return differences(await askedAt(db, skus, from), await askedAt(db, skus, to))
}

type Asked = Map<string, { scope: Scope; sku: string; amount: number }>

async function askedAt(db: Db, skus: readonly string[], at: Date): Promise<Asked> {
  const asked: Asked = new Map()
  if (skus.length === 0) return asked
  for (const scope of await scopesOf(db, skus)) {
    for (const [sku, entries] of await entriesOf(db, skus, { ...scope, at })) {
      const price = priceAt(entries, at.getTime())
      if (price) asked.set(JSON.stringify([sku, scope]), { scope, sku, amount: price.amount })
    }
  }
  return asked
}

async function scopesOf(db: Db, skus: readonly string[]): Promise<Scope[]> {
  const { rows } = await sql<{
    currency: string
    channel: string | null
    price_group: string | null
  }>`
    select distinct currency, channel, price_group from catalog.price_list
    where id in (select list_id from catalog.price where sku = any(${[...skus]}::text[]))
    union select distinct currency, null, null from catalog.price_list
    where id in (select list_id from catalog.price where sku = any(${[...skus]}::text[]))
    order by 1, 2 nulls first, 3 nulls first`.execute(db)
  return rows.map(({ currency, channel, price_group }) => ({
    currency,
    ...(channel !== null && { channel }),
    ...(price_group !== null && { priceGroup: price_group }),
  }))
}

function differences(before: Asked, after: Asked): PriceChange[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((key) => {
    const [was, is] = [before.get(key), after.get(key)]
    const known = is ?? was
    if (!known || was?.amount === is?.amount) return []
    return [
      {
        ...{ sku: known.sku, ...known.scope },
        ...{ before: was?.amount ?? null, after: is?.amount ?? null },
      },
    ]
  })
}

/** Tells that other prices are asked, and lets the search know. */
export async function tellChanges(work: Work, changes: readonly PriceChange[]): Promise<void> {
  if (changes.length === 0) return
  const skus = [...new Set(changes.map(({ sku }) => sku))]
  const { rows } = await sql<{ sku: string; product_id: string }>`
    select sku, product_id from catalog.variant where sku = any(${skus}::text[])`.execute(work.tx)
  const productOf = new Map(rows.map((row) => [row.sku, row.product_id]))
  await shelve(work, [...new Set(productOf.values())].sort())
  await announce(
    work,
    changes.map(({ channel, priceGroup, ...change }) => ({
      name: priceChanged,
      properties: {
        ...{ ...change, productId: productOf.get(change.sku) ?? null },
        ...{ channel: channel ?? null, priceGroup: priceGroup ?? null },
      },
    })),
  )
}
