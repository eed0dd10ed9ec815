import type { Db } from '../../kernel/database.ts'
import { comparing } from './engine/comparison.ts'
import { type Compiled, compile } from './engine/compile.ts'
import { type TallyKind, usualKeep } from './engine/tally.ts'
import type { AudienceTable } from './tables.ts'

export interface LiveAudience {
  readonly id: string
  readonly number: number
  readonly version: number
  readonly compiled: Compiled
  /** Whom it covers: everyone, or, while it is being built, the customers up to this one. */
  readonly upTo: string | undefined
}

/** A filtered tally as events are counted into it. */
export interface Filtered extends TallyKind {
  readonly fits: (properties: Readonly<Record<string, unknown>>) => boolean
}

/** All audiences that change by events and by time, and what can touch them. */
export interface Definitions {
  readonly audiences: readonly LiveAudience[]
  readonly byEvent: ReadonlyMap<string, readonly LiveAudience[]>
  readonly byTraits: readonly LiveAudience[]
  readonly byFirstSeen: readonly LiveAudience[]
  readonly byLastSeen: readonly LiveAudience[]
  readonly byConsent: readonly LiveAudience[]
  /** Filtered tallies to keep, by the event they count. */
  readonly filters: ReadonlyMap<string, readonly Filtered[]>
  /** How many recent times to keep, by tally, where that is more than usual. */
  readonly keeps: ReadonlyMap<string, number>
  /** Audiences whose condition cannot be compiled, with the reason. */
  readonly broken: readonly { readonly id: string; readonly reason: string }[]
}

/** Reads definitions when they changed, and keeps what was compiled. One for each weaver or loop. */
export class DefinitionReader {
  #known: { id: string; definitions: Definitions } | undefined
  #compiled = new Map<string, Compiled>()

  /** The definitions of this name, which the caller has from its turn. */
  async read(db: Db, id: string): Promise<Definitions> {
    if (this.#known?.id === id) return this.#known.definitions
    const rows = await db
      .selectFrom('audiences.audience')
      .select(['id', 'number', 'version', 'condition', 'state', 'built_to'])
      .where('state', '<>', 'off')
      .orderBy('id')
      .execute()
    const definitions = this.#define(rows)
    this.#known = { id, definitions }
    return definitions
  }

  #define(rows: readonly Row[]): Definitions {
    const audiences: LiveAudience[] = []
    const broken: { id: string; reason: string }[] = []
    const compiled = new Map<string, Compiled>()
    for (const row of rows) {
      const name = `${row.id} ${row.version}`
      try {
        const audience = liveAudience(row, this.#compiled.get(name) ?? compile(row.condition))
        compiled.set(name, audience.compiled)
        audiences.push(audience)
      } catch (error) {
        broken.push({ id: row.id, reason: String(error) })
      }
    }
    this.#compiled = compiled
    return { ...indexOf(audiences), broken }
  }
}

type Row = Pick<AudienceTable, 'id' | 'number' | 'version' | 'state' | 'built_to'> & {
  condition: Parameters<typeof compile>[0]
}

/** No customer comes before this one: an audience whose building has not begun covers nobody. */
const beforeAll = ''

function liveAudience(row: Row, compiled: Compiled): LiveAudience {
  const { id, number, version, state, built_to } = row
  return {
    id,
    number,
    version,
    compiled,
    upTo: state === 'live' ? undefined : (built_to ?? beforeAll),
  }
}

function indexOf(audiences: readonly LiveAudience[]): Omit<Definitions, 'broken'> {
  const byEvent = new Map<string, LiveAudience[]>()
  const filters = new Map<string, Filtered[]>()
  const keeps = new Map<string, number>()
  for (const audience of audiences) {
    for (const kind of audience.compiled.tallies) {
      addTo(byEvent, kind.event, audience, (one) => one === audience)
      keeps.set(kind.key, Math.max(keeps.get(kind.key) ?? usualKeep, kind.keep))
      if (kind.filter)
        addTo(filters, kind.event, filtered(kind), ({ filter }) => filter === kind.filter)
    }
  }
  const seeing = (which: string) =>
    audiences.filter(({ compiled }) =>
      compiled.leaves.some(({ leaf }) => leaf.kind === 'seen' && leaf.which === which),
    )
  return {
    audiences,
    byEvent,
    byTraits: audiences.filter(({ compiled }) => compiled.usesTraits),
    byFirstSeen: seeing('first'),
    byLastSeen: seeing('last'),
    byConsent: audiences.filter(({ compiled }) => compiled.usesConsent),
    filters,
    keeps,
  }
}

function addTo<Item>(
  map: Map<string, Item[]>,
  key: string,
  item: Item,
  isSame: (other: Item) => boolean,
) {
  const list = map.get(key) ?? []
  if (!list.some(isSame)) list.push(item)
  map.set(key, list)
}

function filtered(kind: TallyKind): Filtered {
  const parts = kind.where.map(comparing)
  return { ...kind, fits: (properties) => parts.every((holds) => holds(properties)) }
}
