import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import { findingOf } from './find.ts'
import { hitsOf } from './hits.ts'
import { namedFacets } from './named-facets.ts'
import type { Asking } from './prices-of.ts'
import { BadCursor } from './refusals.ts'
import type { SearchAnswer, SearchQuery, Sort } from './search-contract.ts'
import './tables.ts'

export interface Shelf extends Asking {
  /** Which products are looked at. */
  readonly states: readonly string[]
}

interface Found {
  ids: string[]
  keys: (string | number | null)[]
  total: number
  counts: Record<string, number> | null
  lowest: number | null
  highest: number | null
}

/** Products by words, narrowed by what they are, with how many there are of each kind. */
export async function search(
  db: Db,
  asked: Omit<SearchQuery, 'facets'> & { facets: boolean },
  shelf: Shelf,
): Promise<SearchAnswer> {
  const states = sql<boolean>`state = any(${[...shelf.states]}::text[])`
  const finding = await findingOf(db, asked.q, asked.language, states)
  const order = orderOf(asked.sort, asked.language, finding.match)
  const groups = groupsOf(asked)
  const statement = sql<Found>`
    with found as materialized (
      select product_id, facets, price, ${order.key} as key, ${sql.join([...conditions(groups)])}
      from (select *, ${finding.rank} as rank from catalog.shelf
            where ${states} and ${finding.holds}) as shelf
    ), page as (
      select product_id, key from found where ${allBut(groups)} and ${beyond(order, asked.after)}
      order by key ${order.way}, product_id ${order.way} limit ${asked.limit + 1}
    )
    select
      (select coalesce(array_agg(product_id order by key ${order.way}, product_id ${order.way}), '{}') from page) as ids,
      (select coalesce(json_agg(key order by key ${order.way}, product_id ${order.way}), '[]') from page) as keys,
      (select count(*)::int from found where ${allBut(groups)}) as total,
      ${asked.facets ? countsOf(groups) : sql`null::json`} as counts,
      (select min(price) from found where ${allBut(groups, 'price')}) as lowest,
      (select max(price) from found where ${allBut(groups, 'price')}) as highest`
  const { rows } = await statement.execute(db)
  const found = rows[0]
  if (!found) throw new Error('a statement of sums gave no row')
  const ids = found.ids.slice(0, asked.limit)
  const last = ids.length - 1
  return {
    products: await hitsOf(db, ids, shelf),
    ...{ total: found.total, match: finding.match },
    facets: asked.facets ? await namedFacets(db, found.counts ?? {}) : [],
    prices:
      found.lowest === null || found.highest === null
        ? null
        : { from: found.lowest, to: found.highest },
    next:
      found.ids.length > asked.limit ? cursor([found.keys[last] ?? null, ids[last] ?? '']) : null,
  }
}

/** The conditions that narrow a list, by what they narrow: `brand`, `skin`, `price`. */
function groupsOf({
  filter = [],
  priceFrom,
  priceTo,
}: Pick<SearchQuery, 'filter' | 'priceFrom' | 'priceTo'>) {
  const groups = new Map<string, RawBuilder<unknown>>()
  const names = new Set(filter.map((one) => one.slice(0, one.indexOf(':'))))
  for (const name of names) {
    const values = filter.filter((one) => one.startsWith(`${name}:`))
    groups.set(name, sql`facets && ${values}::text[]`)
  }
  if (priceFrom !== undefined || priceTo !== undefined) {
    const from = priceFrom ?? 0
    const to = priceTo ?? Number.MAX_SAFE_INTEGER
    groups.set('price', sql`coalesce(price between ${from} and ${to}, false)`)
  }
  return groups
}

type Groups = ReturnType<typeof groupsOf>

/** Each condition as a column of its own: what is counted of a group leaves out the group's own. */
function* conditions(groups: Groups) {
  yield sql`true as holds`
  for (const [place, holds] of [...groups.values()].entries())
    yield sql`${holds} as ${column(place)}`
}

const column = (place: number) => sql.ref(`holds_${place}`)

function allBut(groups: Groups, left?: string) {
  const held = [...groups.keys()].flatMap((name, place) => (name === left ? [] : [column(place)]))
  return held.length > 0 ? sql`(${sql.join(held, sql` and `)})` : sql`true`
}

/** How many there are of each value. Of a group that narrows the list: as if it did not. */
function countsOf(groups: Groups) {
  const narrowing = [...groups.keys()].filter((name) => name !== 'price')
  const others = sql`
    select facet, count(*)::int as n from found, unnest(facets) as facet where ${allBut(groups)}
    group by facet`
  const own = narrowing.map(
    (name) => sql`
    select facet, count(*)::int as n from found, unnest(facets) as facet
    where ${allBut(groups, name)} and facet like ${`${name}:%`} group by facet`,
  )
  const apart = narrowing.map((name) => sql`facet not like ${`${name}:%`}`)
  return sql`(select json_object_agg(facet, n) from (
    select * from (${others}) as others where ${apart.length > 0 ? sql.join(apart, sql` and `) : sql`true`}
    ${own.length > 0 ? sql`union all ${sql.join(own, sql` union all `)}` : sql``}
  ) as counted)`
}

interface Order {
  readonly key: RawBuilder<unknown>
  readonly type: RawBuilder<unknown>
  readonly way: RawBuilder<unknown>
  readonly past: RawBuilder<unknown>
}

const up = { way: sql`asc`, past: sql`>` }
const down = { way: sql`desc`, past: sql`<` }

function orderOf(sort: Sort, language: 'fr' | 'en', match: SearchAnswer['match']): Order {
  const name = { key: language === 'fr' ? sql`name_fr` : sql`name_en`, type: sql`text`, ...up }
  const newest = {
    key: sql`(extract(epoch from changed_at) * 1000)::bigint`,
    type: sql`bigint`,
    ...down,
  }
  // What has no price comes last, whichever way.
  if (sort === 'price')
    return { key: sql`coalesce(price, 9007199254740991)`, type: sql`bigint`, ...up }
  if (sort === '-price') return { key: sql`coalesce(price, -1)`, type: sql`bigint`, ...down }
  if (sort === 'newest') return newest
  if (sort === 'relevance' && (match === 'words' || match === 'near'))
    return { key: sql`rank`, type: sql`int`, ...down }
  return name
}

function beyond({ type, past }: Order, after: string | undefined) {
  if (after === undefined) return sql`true`
  const [key, id] = readCursor(after)
  return sql`(key, product_id) ${past} (${key}::${type}, ${id}::uuid)`
}

const cursor = (place: readonly [unknown, string]): string =>
  Buffer.from(JSON.stringify(place)).toString('base64url')

function readCursor(text: string): [string | number, string] {
  try {
    const [key, id] = JSON.parse(Buffer.from(text, 'base64url').toString())
    const isKey = typeof key === 'string' || Number.isSafeInteger(key)
    if (isKey && /^[0-9a-f-]{36}$/.test(id)) return [key, id]
  } catch {
    // told below, as any cursor that is none of ours
  }
  throw new BadCursor({})
}
