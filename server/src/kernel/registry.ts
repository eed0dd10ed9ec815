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

/** How the rows about a person are found. */
export interface FoundBy {
  /** Columns that hold an id of the customer. */
  readonly ids: readonly string[]
  /** Columns of text in which an e-mail address or another identifier of theirs may stand. */
  readonly mentions: readonly string[]
}

/** What the data officer must know of a table. */
export type PersonalData =
  /** Exported on request, unless a reason says why not; erased with the person. */
  | { readonly holds: 'personal'; readonly found: FoundBy; readonly notExported?: string }
  /**
   * Exported on request; an erasure keeps the row for the reason, without what names the person: the
   * columns of `clear` become null, and a customer id that is not among them an id of nobody's.
   */
  | {
      readonly holds: 'pseudonymised'
      readonly found: FoundBy
      readonly reason: string
      readonly clear: readonly string[]
    }
  /** Nothing about a customer. */
  | { readonly holds: 'nothing'; readonly reason: string }

/** Rows with an age of their own: the rule of retention that ends it, and since when it counts. */
interface Aged {
  readonly rule: string
  readonly column: string
}

export type TableEntry = Placement & { readonly data: PersonalData; readonly aged?: Aged }
export type Tables = Readonly<Record<`${string}.${string}`, TableEntry>>

const byCustomer: FoundBy = { ids: ['customer_id'], mentions: [] }

export const personal: PersonalData = { holds: 'personal', found: byCustomer }
/** Rows that are found in another way than by `customer_id` alone. */
export const personalBy = (found: Partial<FoundBy>, notExported?: string): PersonalData => ({
  holds: 'personal',
  found: { ids: [], mentions: [], ...found },
  ...(notExported && { notExported }),
})
export const pseudonymised = (reason: string, clear: readonly string[] = []): PersonalData => ({
  holds: 'pseudonymised',
  found: byCustomer,
  reason,
  clear,
})
/** Rows that name the person by a hash only: they stay as they are. */
export const hashed = (reason: string): PersonalData => ({
  holds: 'pseudonymised',
  found: { ids: [], mentions: [] },
  reason,
  clear: [],
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

/** A table whose rows go when they are old, whoever they are about. */
export const aged = (entry: TableEntry, rule: string, column: string): TableEntry => ({
  ...entry,
  aged: { rule, column },
})

/** Declares the tables of one module, beside their types in its tables.ts. */
export function declareTables<Declared extends Tables>(tables: Declared): Declared {
  return tables
}
