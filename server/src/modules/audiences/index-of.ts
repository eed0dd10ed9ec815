import type { Compiled } from './engine/compile.ts'
import { isPrefix, namedLike } from './engine/occurrence.ts'
import { type TallyKind, usualKeep } from './engine/tally.ts'
import { FilterIndex } from './filter-index.ts'
import type { LiveAudience } from './live-audience.ts'

/** Audiences that events of many names can touch. */
export interface Wide {
  readonly isNamed: (name: string) => boolean
  readonly audience: LiveAudience
}

export type WideKind = TallyKind & Pick<Wide, 'isNamed'>

/**
 * What can touch which audience: so that an event costs as much as there are audiences that it may
 * change, however many others there are.
 */
export interface Index {
  /** By the key of a tally that it asks for: only what adds to that tally can change it. */
  readonly byTally: ReadonlyMap<string, readonly LiveAudience[]>
  /** By the name of an event that it reads one by one. */
  readonly byHistory: ReadonlyMap<string, readonly LiveAudience[]>
  readonly wide: readonly Wide[]
  /** By the first step of a trait's path, as it stands in what people say of themselves. */
  readonly byTrait: ReadonlyMap<string, readonly LiveAudience[]>
  /** Whatever of the traits changes. */
  readonly byTraits: readonly LiveAudience[]
  /** Where the day is another one in another zone. */
  readonly byZone: readonly LiveAudience[]
  readonly byFirstSeen: readonly LiveAudience[]
  readonly byLastSeen: readonly LiveAudience[]
  readonly byConsent: readonly LiveAudience[]
  /** The events whose tallies somebody asks for. */
  readonly counted: readonly string[]
  /** Filtered tallies to keep, by the event they count. */
  readonly filters: ReadonlyMap<string, FilterIndex>
  /** Filtered tallies of events of many names. */
  readonly wideFilters: readonly WideKind[]
  /** How many recent times to keep, by tally, where that is more than usual. */
  readonly keeps: ReadonlyMap<string, number>
}

export function indexOf(audiences: readonly LiveAudience[]): Index {
  const byTally = new Map<string, LiveAudience[]>()
  const byHistory = new Map<string, LiveAudience[]>()
  const byTrait = new Map<string, LiveAudience[]>()
  const wide: Wide[] = []
  const kinds = new Map<string, TallyKind>()
  const keeps = new Map<string, number>()
  for (const audience of audiences) {
    const { tallies, history, traits } = audience.compiled
    for (const name of new Set(history)) {
      if (isPrefix(name)) wide.push({ isNamed: namedLike(name), audience })
      else add(byHistory, name, audience)
    }
    for (const kind of tallies) {
      add(byTally, kind.key, audience)
      keeps.set(kind.key, Math.max(keeps.get(kind.key) ?? usualKeep, kind.keep))
      kinds.set(kind.key, kind)
    }
    for (const name of new Set(traits)) add(byTrait, name, audience)
  }
  const filtered = [...kinds.values()].filter(({ fits }) => fits)
  const using = (...leaves: LeafKind[]) => audiences.filter((audience) => usesAny(audience, leaves))
  const named = Map.groupBy(
    filtered.filter(({ event }) => !isPrefix(event)),
    ({ event }) => event,
  )
  return {
    ...{ byTally, byHistory, byTrait, wide },
    byTraits: using('trait', 'date', 'anniversary', 'held', 'distance'),
    byZone: using('date', 'anniversary', 'moment'),
    byFirstSeen: audiences.filter(({ compiled }) => compiled.usesFirstSeen),
    byLastSeen: audiences.filter(({ compiled }) => compiled.usesLastSeen),
    byConsent: using('consent'),
    counted: [...new Set([...kinds.values()].map(({ event }) => event))],
    filters: new Map([...named].map(([event, list]) => [event, new FilterIndex(list)])),
    wideFilters: filtered
      .filter(({ event }) => isPrefix(event))
      .map((kind) => ({ ...kind, isNamed: namedLike(kind.event) })),
    keeps,
  }
}

function add<Key>(index: Map<Key, LiveAudience[]>, key: Key, audience: LiveAudience): void {
  const known = index.get(key)
  if (known) known.push(audience)
  else index.set(key, [audience])
}

type LeafKind = Compiled['uses'] extends ReadonlySet<infer Kind> ? Kind : never

const usesAny = ({ compiled }: LiveAudience, kinds: readonly LeafKind[]) =>
  kinds.some((kind) => compiled.uses.has(kind))
