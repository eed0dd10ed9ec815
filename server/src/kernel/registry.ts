/**
 * Where each table would live on many nodes (`notes` in docs/decisions/distribution.md), and what an
 * erasure and an export do with it. A table that is not registered fails a test.
 */
export type Placement =
  /** Rows live with the customer, product … that `column` names; all of a group live together. */
  | { readonly kind: 'key'; readonly group: string; readonly column: string }
  /** Small, read everywhere, written seldom: a copy on every node. */
  | { readonly kind: 'ref' }
  /** Settings, people of the team, queues, cursors: on one node. */
  | { readonly kind: 'local' }

/** What the data officer must know of a table. */
export type PersonalData =
  /** Exported on request; erased with the person. */
  | { readonly holds: 'personal' }
  /** Exported on request; an erasure keeps the row for the reason, without what names the person. */
  | { readonly holds: 'pseudonymised'; readonly reason: string; readonly clear: readonly string[] }
  /** Nothing about a customer. */
  | { readonly holds: 'nothing'; readonly reason: string }

export type TableEntry = Placement & { readonly data: PersonalData }
export type Tables = Readonly<Record<`${string}.${string}`, TableEntry>>

export const personal: PersonalData = { holds: 'personal' }
export const pseudonymised = (reason: string, clear: readonly string[] = []): PersonalData => ({
  holds: 'pseudonymised',
  reason,
  clear,
})
export const nothing = (reason: string): PersonalData => ({ holds: 'nothing', reason })

/** A table whose rows live with `column`; `data` says what it tells of a customer. */
export const key = (group: string, column: string, data: PersonalData): TableEntry => ({
  kind: 'key',
  group,
  column,
  data,
})
export const ref = (data = nothing('settings of the brand')): TableEntry => ({ kind: 'ref', data })
export const local = (data = nothing('machinery')): TableEntry => ({ kind: 'local', data })

/** Declares the tables of one module, beside their types in its tables.ts. */
export function declareTables<Declared extends Tables>(tables: Declared): Declared {
  return tables
}
