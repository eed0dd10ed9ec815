import type { Db } from '../../kernel/database.ts'
import { profilesOf } from '../customers/index.ts'
import type { Compiled } from './engine/compile.ts'
import { type TallyKind, usualKeep } from './engine/tally.ts'
import { countAgain } from './recount.ts'
import { restOf } from './rest.ts'
import { stateOf, wantedBy } from './states.ts'
import { talliesOf } from './tallies.ts'

/** Looks at portions of people, and learns how long that takes. */
export class Evaluating {
  readonly #db: Db
  readonly #compiled: Compiled
  /** Tallies that nobody keeps: they are counted on the thread. */
  readonly #unkept: readonly TallyKind[]
  readonly portion: number
  lastMs = 0

  constructor(db: Db, compiled: Compiled, kept: ReadonlyMap<string, number>) {
    this.#db = db
    this.#compiled = compiled
    this.#unkept = compiled.tallies.filter(({ key, filter, keep }) =>
      filter || keep > usualKeep ? (kept.get(key) ?? 0) < keep : false,
    )
    const isRead = this.#unkept.length > 0 || compiled.history.length > 0
    this.portion = isRead ? 250 : 1_000
  }

  async among(ids: readonly string[], now: Date): Promise<string[]> {
    const begun = performance.now()
    const compiled = this.#compiled
    const unkept = new Set(this.#unkept.map(({ key }) => key))
    const stored = { ...compiled, tallies: compiled.tallies.filter(({ key }) => !unkept.has(key)) }
    const looks = new Map(ids.map((id) => [id, [{ compiled: stored }]]))
    const wanted = wantedBy(looks, () => [])
    const [profiles, tallies, recounted, rest] = await Promise.all([
      needsProfile(compiled) ? profilesOf(this.#db, ids) : new Map(),
      talliesOf(this.#db, wanted),
      countAgain(this.#db, ids, this.#unkept),
      restOf(this.#db, looks),
    ])
    for (const [id, own] of recounted) {
      tallies.set(id, new Map([...(tallies.get(id) ?? []), ...own]))
    }
    const known = { profiles, tallies, ...rest }
    const found = ids.filter((id) => compiled.evaluate(stateOf(id, known), now.getTime()).is)
    this.lastMs = performance.now() - begun
    return found
  }
}

const ofProfiles = ['trait', 'date', 'anniversary', 'held', 'seen', 'moment', 'distance'] as const

/** Many conditions ask nothing of what people say of themselves. */
const needsProfile = ({ uses }: Compiled) => ofProfiles.some((kind) => uses.has(kind))
