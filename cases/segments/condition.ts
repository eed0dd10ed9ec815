import type { Comparison } from '../../server/src/modules/audiences/comparison-contract.ts'
import type { Condition } from '../../server/src/modules/audiences/condition-contract.ts'

type Where = Record<string, unknown>

/** Finds or makes the list that stands for a hand-kept segment in one of its versions. */
export type ListOf = (version: number) => Promise<string>

/** What a file calls a segment, as a condition of ours. */
export async function conditionOf(where: Where, listOf: ListOf): Promise<Condition> {
  if (where.everyone) return { kind: 'all', of: [] }
  for (const kind of ['all', 'any'] as const) {
    const parts = where[kind]
    if (!Array.isArray(parts)) continue
    const of: Condition[] = []
    for (const part of parts) of.push(await conditionOf(part, listOf))
    return { kind, of }
  }
  if (where.not) return { kind: 'not', of: await conditionOf(where.not as Where, listOf) }
  if (where.manual_list) return { kind: 'list', id: await listOf(Number(where.version ?? 1)) }
  if ('trait' in where) return traitOf(where)
  if ('event' in where) return eventOf(where)
  if ('last_event' in where) return lastOf(where)
  if ('message_event' in where) return messageOf(where)
  throw new Error(`unknown predicate ${JSON.stringify(where)}`)
}

const comparisons = {
  eq: 'eq',
  ne: 'ne',
  gt: 'gt',
  gte: 'gte',
  lt: 'lt',
  lte: 'lte',
  includes: 'includes',
  contains: 'contains',
  starts_with: 'startsWith',
  in: 'in',
} as const

/** `{path, gte: 20}` as a comparison; `exists: false` has none. */
function comparisonOf(path: string, said: Where): Comparison {
  if (said.exists === true) return { path, op: 'exists' }
  for (const [name, op] of Object.entries(comparisons)) {
    const value = said[name]
    if (value !== undefined) return { path, op, value: value as string }
  }
  throw new Error(`unknown comparison ${JSON.stringify(said)}`)
}

const comparisonsOf = (said: unknown): Comparison[] =>
  Array.isArray(said) ? said.map((one) => comparisonOf(one.path, one)) : []

function traitOf(where: Where): Condition {
  const path = String(where.trait)
  if (where.exists === false) return { kind: 'not', of: { kind: 'trait', path, op: 'exists' } }
  if ('has_been' in where) {
    const held = where.for === 'less_than' ? 'lessThan' : 'atLeast'
    const seconds = Number(where.window_s)
    return { kind: 'held', path, value: where.has_been as string, for: held, seconds }
  }
  if ('date_within_last_s' in where) {
    return { kind: 'date', path, is: 'withinLast', seconds: Number(where.date_within_last_s) }
  }
  if ('date_after' in where)
    return { kind: 'date', path, is: 'after', date: String(where.date_after) }
  if ('date_before' in where) {
    return { kind: 'date', path, is: 'before', date: String(where.date_before) }
  }
  return { kind: 'trait', ...comparisonOf(path, where) }
}

type Count = { op: 'eq' | 'ne' | 'gt' | 'gte' | 'lt' | 'lte'; n: number }

function countOf(said: unknown): Count {
  const [entry] = Object.entries((said as Record<string, number> | undefined) ?? { gte: 1 })
  if (!entry) return { op: 'gte', n: 1 }
  return { op: entry[0] as Count['op'], n: Number(entry[1]) }
}

const windowOf = (where: Where) =>
  where.within_last_s === undefined ? {} : { withinSeconds: Number(where.within_last_s) }

function eventOf(where: Where): Condition {
  const filters = comparisonsOf(where.where)
  return {
    kind: 'event',
    name: String(where.event),
    count: countOf(where.count),
    ...windowOf(where),
    ...(filters.length > 0 && { where: filters }),
  }
}

function lastOf(where: Where): Condition {
  const filters = comparisonsOf(where.eligible_where)
  return {
    kind: 'occurrence',
    which: 'last',
    name: String(where.last_event),
    ...(filters.length > 0 && { where: filters }),
    has: comparisonsOf(where.has),
  }
}

/** Messages are told of by facts of ours; those of a file are events that bear the same names. */
function messageOf(where: Where): Condition {
  const name = String(where.message_event)
  const template = where.template === undefined ? undefined : String(where.template)
  return {
    kind: 'event',
    name,
    count: countOf(where.count),
    ...windowOf(where),
    ...(template !== undefined && { where: [{ path: 'templateId', op: 'eq', value: template }] }),
  }
}
