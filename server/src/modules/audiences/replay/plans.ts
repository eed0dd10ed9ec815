import type { Db } from '../../../kernel/database.ts'
import { conditionsOf } from '../conditions.ts'
import { compile } from '../engine/compile.ts'
import { isPrefix } from '../engine/occurrence.ts'
import { type TallyKind, usualKeep } from '../engine/tally.ts'
import type { LiveAudience } from '../live-audience.ts'
import { among } from '../nesting.ts'

/** Audiences as their conditions say today, ready to be asked about the past. */
export interface PastAudiences {
  readonly audiences: readonly LiveAudience[]
  /** Events that they ask about, by name; undefined where every event may matter. */
  readonly names: readonly string[] | undefined
  readonly kinds: readonly TallyKind[]
  readonly history: readonly string[]
  /** Events of which they ask more than how often and when. */
  readonly read: readonly string[]
  readonly usesConsent: boolean
}

/** One that is gone, or whose condition cannot be asked, holds nobody. */
export async function audiencesThen(db: Db, ids: readonly string[]): Promise<PastAudiences> {
  const conditions = await conditionsOf(db)
  const audiences = [...new Set(ids)].flatMap((id, number): LiveAudience[] => {
    const condition = conditions.get(id)
    if (!condition) return []
    const compiled = compile(condition, among(conditions))
    return [{ id, number, version: 0, compiled, upTo: undefined }]
  })
  const all = audiences.map(({ compiled }) => compiled)
  const kinds = new Map<string, TallyKind>()
  for (const kind of all.flatMap(({ tallies }) => tallies)) {
    const keep = Math.max(kind.keep, kinds.get(kind.key)?.keep ?? usualKeep)
    kinds.set(kind.key, { ...kind, keep })
  }
  const history = [...new Set(all.flatMap((compiled) => compiled.history))]
  const named = [...new Set([...[...kinds.values()].map(({ event }) => event), ...history])]
  const isWide = named.some(isPrefix) || all.some((one) => one.usesFirstSeen || one.usesLastSeen)
  const filtered = [...kinds.values()].filter(({ fits }) => fits).map(({ event }) => event)
  return {
    read: [...filtered, ...history],
    ...{ audiences, history, kinds: [...kinds.values()], names: isWide ? undefined : named },
    usesConsent: all.some(({ uses }) => uses.has('consent')),
  }
}
