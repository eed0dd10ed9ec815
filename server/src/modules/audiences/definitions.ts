import type { Db } from '../../kernel/database.ts'
import type { Condition } from './condition-contract.ts'
import { type Compiled, compile } from './engine/compile.ts'
import { isPrefix, namedLike } from './engine/occurrence.ts'
import { type TallyKind, usualKeep } from './engine/tally.ts'
import { among, namedIn } from './nesting.ts'
import type { AudienceTable } from './tables.ts'

export interface LiveAudience {
  readonly id: string
  readonly number: number
  readonly version: number
  readonly compiled: Compiled
  /** Whom it covers: everyone, or, while it is being built, the customers up to this one. */
  readonly upTo: string | undefined
}

/** Audiences that events of many names can touch. */
export interface Wide {
  readonly isNamed: (name: string) => boolean
  readonly audience: LiveAudience
}

/** All audiences that change by events and by time, and what can touch them. */
export interface Definitions {
  readonly audiences: readonly LiveAudience[]
  /** By the name of an event, and by a `*` name as a tally bears it. */
  readonly byEvent: ReadonlyMap<string, readonly LiveAudience[]>
  readonly wide: readonly Wide[]
  readonly byTraits: readonly LiveAudience[]
  /** Where the day is another one in another zone. */
  readonly byZone: readonly LiveAudience[]
  readonly byFirstSeen: readonly LiveAudience[]
  readonly byLastSeen: readonly LiveAudience[]
  readonly byConsent: readonly LiveAudience[]
  /** The events whose tallies somebody asks for. */
  readonly counted: readonly string[]
  /** Filtered tallies to keep, by the event they count. */
  readonly filters: ReadonlyMap<string, readonly TallyKind[]>
  /** Filtered tallies of events of many names. */
  readonly wideFilters: readonly WideKind[]
  /** How many recent times to keep, by tally, where that is more than usual. */
  readonly keeps: ReadonlyMap<string, number>
  /** Audiences whose condition cannot be compiled, with the reason. */
  readonly broken: readonly { readonly id: string; readonly reason: string }[]
}

export type WideKind = TallyKind & Pick<Wide, 'isNamed'>

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
    const known = new Map(rows.map((row) => [row.id, row]))
    const conditions = new Map(rows.map((row) => [row.id, row.condition]))
    for (const row of rows.filter(({ state }) => state !== 'off')) {
      try {
        const name = spell(row, known)
        const audience = liveAudience(
          row,
          this.#compiled.get(name) ?? compile(row.condition, among(conditions)),
        )
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
  condition: Condition
}

/** What was compiled: an audience in its version, and those that it names in theirs. */
function spell(row: Row, rows: ReadonlyMap<string, Row>): string {
  const names = namedIn(row.condition, (id) => rows.get(id)?.condition)
  return [row.id, ...names].map((id) => `${id} ${rows.get(id)?.version}`).join()
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
  const wide: Wide[] = []
  const kinds = new Map<string, TallyKind>()
  const keeps = new Map<string, number>()
  for (const audience of audiences) {
    const { tallies, history } = audience.compiled
    for (const name of new Set([...tallies.map(({ event }) => event), ...history])) {
      byEvent.set(name, [...(byEvent.get(name) ?? []), audience])
      if (isPrefix(name)) wide.push({ isNamed: namedLike(name), audience })
    }
    for (const kind of tallies) {
      keeps.set(kind.key, Math.max(keeps.get(kind.key) ?? usualKeep, kind.keep))
      kinds.set(kind.key, kind)
    }
  }
  const filtered = [...kinds.values()].filter(({ fits }) => fits)
  const using = (...leaves: Parameters<typeof usesAny>[1]) =>
    audiences.filter((audience) => usesAny(audience, leaves))
  return {
    audiences,
    byEvent,
    wide,
    byTraits: using('trait', 'date', 'anniversary', 'held', 'distance'),
    byZone: using('date', 'anniversary', 'moment'),
    byFirstSeen: audiences.filter(({ compiled }) => compiled.usesFirstSeen),
    byLastSeen: audiences.filter(({ compiled }) => compiled.usesLastSeen),
    byConsent: using('consent'),
    counted: [...new Set([...kinds.values()].map(({ event }) => event))],
    filters: Map.groupBy(
      filtered.filter(({ event }) => !isPrefix(event)),
      ({ event }) => event,
    ),
    wideFilters: filtered
      .filter(({ event }) => isPrefix(event))
      .map((kind) => ({ ...kind, isNamed: namedLike(kind.event) })),
    keeps,
  }
}

type LeafKind = Compiled['uses'] extends ReadonlySet<infer Kind> ? Kind : never

const usesAny = ({ compiled }: LiveAudience, kinds: readonly LeafKind[]) =>
  kinds.some((kind) => compiled.uses.has(kind))
