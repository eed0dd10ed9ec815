import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import type { PersonState } from './identity-contract.ts'
import { flawOf, type Known } from './resolve.ts'
import { type Identifier, identifierOf, idOf, type Rulebook } from './rulebook.ts'

/** Where what is woven differs from what these rules would have made of it. */
export type Discrepancy =
  | {
      readonly what: 'split'
      readonly customerId: string
      readonly mergeId: string
      readonly keptId: string
      readonly restoredId: string
      readonly why: string
    }
  | {
      readonly what: 'detach'
      readonly customerId: string
      readonly identifier: Identifier
      readonly why: string
    }
  | {
      readonly what: 'merge'
      readonly customerId: string
      readonly otherId: string
      readonly why: string
    }

const portion = 1000

/**
 * Goes through everybody and tells what these rules would have done otherwise: merges that they would
 * not have made, identifiers that they would not have attached, people whom they would have joined. It
 * changes nothing. The order of its parts is the order in which to mend: parting comes first.
 */
export async function* discrepancies(db: Db, rules: Rulebook): AsyncGenerator<Discrepancy> {
  const parted = new Set<string>()
  for await (const split of splits(db, rules)) {
    parted.add(split.customerId)
    yield split
  }
  // Whom a merge made what they are is looked at again once that is undone.
  for await (const found of detachments(db, rules)) if (!parted.has(found.customerId)) yield found
  for await (const found of merges(db, rules)) if (!parted.has(found.customerId)) yield found
}

interface MergeRow {
  id: string
  kept_id: string
  absorbed_id: string
  final_id: string
  matched: string[]
  before: { kept: PersonState; absorbed: PersonState }
  at: Date
}

async function* splits(db: Db, rules: Rulebook): AsyncGenerator<Discrepancy & { what: 'split' }> {
  for (let after = ''; ; ) {
    const { rows } = await sql<MergeRow>`
      select merge.id, merge.customer_id as kept_id, absorbed_id, person.final_id, matched, before, merge.at
      from customers.merge join customers.customer as person using (customer_id)
      where undone_at is null and not forced ${after ? sql`and merge.id > ${after}::uuid` : sql``}
      order by merge.id limit ${portion}`.execute(db)
    const times = await timesOf(
      db,
      rows.map((row) => row.final_id),
    )
    for (const row of rows) {
      const why = whyNotMerged(row, times.get(row.final_id) ?? new Map(), rules)
      if (why) {
        const merge = { mergeId: row.id, keptId: row.kept_id, restoredId: row.absorbed_id }
        yield { what: 'split', customerId: row.final_id, ...merge, why }
      }
    }
    if (rows.length < portion) return
    after = rows.at(-1)?.id ?? ''
  }
}

/** What would have kept two apart, at the time when they were joined; undefined: nothing. */
function whyNotMerged(
  { matched, before, at }: MergeRow,
  times: ReadonlyMap<string, number>,
  rules: Rulebook,
): string | undefined {
  const usable = (ids: readonly string[]) =>
    ids.map(identifierOf).filter(({ kind, value }) => !rules.isBlocked(kind, value))
  const known = ({ customerId, identifiers }: PersonState): Known => ({
    ...{ customerId, createdAt: 0, merges: 0 },
    identifiers: new Map(
      usable(identifiers).map((one) => [idOf(one), times.get(idOf(one)) ?? at.getTime()]),
    ),
  })
  const [kept, absorbed] = [known(before.kept), known(before.absorbed)]
  const proof = usable(matched)
  const proves = (side: Known) => proof.some((one) => side.identifiers.has(idOf(one)))
  // Whom a repair joined, nothing matched at the time.
  if (matched.length > 0 && !(proves(kept) && proves(absorbed))) return 'blocked_identifier'
  return flawOf([kept, absorbed], proof, rules, at.getTime())
}

async function timesOf(db: Db, finals: readonly string[]) {
  const rows = await db
    .selectFrom('customers.identifier')
    .select(['customer_id', 'kind', 'value', 'added_at'])
    .where('customer_id', '=', sql<string>`any(${[...new Set(finals)]}::uuid[])`)
    .execute()
  const times = new Map<string, Map<string, number>>()
  for (const row of rows) {
    const own = times.get(row.customer_id) ?? new Map<string, number>()
    times.set(row.customer_id, own.set(idOf(row), row.added_at.getTime()))
  }
  return times
}

async function* detachments(
  db: Db,
  rules: Rulebook,
): AsyncGenerator<Discrepancy & { what: 'detach' }> {
  for (let after = ''; ; ) {
    const { rows: people } = await sql<{ customer_id: string }>`
      select customer_id from customers.customer
      where customer_id = final_id ${after ? sql`and customer_id > ${after}::uuid` : sql``}
      order by customer_id limit ${portion}`.execute(db)
    const ids = people.map((row) => row.customer_id)
    for (const [customerId, times] of await timesOf(db, ids)) {
      for (const { id, why } of beyond(times, rules)) {
        yield { what: 'detach', customerId, identifier: identifierOf(id), why }
      }
    }
    if (people.length < portion) return
    after = ids.at(-1) ?? ''
  }
}

/** What names nobody any more, and what came when a kind was full already. */
function* beyond(times: ReadonlyMap<string, number>, rules: Rulebook) {
  const kept: Known = { customerId: '', createdAt: 0, merges: 0, identifiers: new Map() }
  for (const [id, at] of [...times].sort(([, one], [, other]) => one - other)) {
    const identifier = identifierOf(id)
    const why = rules.isBlocked(identifier.kind, identifier.value)
      ? `blocked_identifier:${identifier.kind}`
      : flawOf([kept], [identifier], rules, at)
    if (why) yield { id, why }
    else kept.identifiers.set(id, at)
  }
}

interface WarningRow {
  customer_id: string
  holder_id: string
  kind: string
  value: string
  code: string
}

/** Where a limit kept two apart, and would not any more. */
async function* merges(db: Db, rules: Rulebook): AsyncGenerator<Discrepancy & { what: 'merge' }> {
  const { rows } = await sql<WarningRow>`
    select distinct person.final_id as customer_id, holder.final_id as holder_id,
      warning.kind, warning.value, code
    from customers.warning
    join customers.customer as person on person.customer_id = warning.customer_id
    join customers.customer as holder on holder.customer_id = warning.holder_id
    where holder_id is not null and person.final_id <> holder.final_id
      and (code like 'identifier_limit:%' or code in ('merge_limit', 'mapping_limit', 'kept_apart'))
    limit 20000`.execute(db)
  const joined = new Set<string>()
  for (let from = 0; from < rows.length; from += portion) {
    const some = rows.slice(from, from + portion)
    const times = await timesOf(
      db,
      some.flatMap((row) => [row.customer_id, row.holder_id]),
    )
    for (const { customer_id, holder_id, kind, value, code } of some) {
      const known = (customerId: string): Known => ({
        ...{ customerId, createdAt: 0, merges: 0 },
        identifiers: times.get(customerId) ?? new Map(),
      })
      const pair = [customer_id, holder_id].sort().join(' ')
      if (joined.has(pair) || rules.isBlocked(kind, value)) continue
      const both = [known(customer_id), known(holder_id)]
      if (both.some(({ identifiers }) => identifiers.size === 0)) continue
      if (flawOf(both, [{ kind, value }], rules, Date.now())) continue
      joined.add(pair)
      yield { what: 'merge', customerId: customer_id, otherId: holder_id, why: code }
    }
  }
}
