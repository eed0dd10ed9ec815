import type { Fact, Profile, WovenEvent } from '../../thread/events.ts'
import { uncounted } from '../additions.ts'
import { decide, type Standing } from '../engine/decide.ts'
import { isPrefix, namedLike, type Occurrence } from '../engine/occurrence.ts'
import type { CustomerState, StandingConsent } from '../engine/state.ts'
import { addTallies, type Tally } from '../engine/tally.ts'
import { forever } from '../engine/verdict.ts'
import { factsOf } from '../membership.ts'
import type { PastAudiences } from './plans.ts'
import type { OfToday } from './today.ts'

/** What a watcher must be told at each look, since others keep it. */
export interface Surroundings {
  readonly profile: Profile
  readonly consents: Readonly<Record<string, StandingConsent | undefined>>
  readonly today: OfToday
}

type Named = (name: string) => boolean

/** One set of audiences, asked about many people: what is the same for all of them, prepared once. */
export class Watch {
  readonly plans: PastAudiences
  readonly #counts: readonly { readonly kind: PastAudiences['kinds'][number]; is: Named }[]
  readonly #history: Named

  constructor(plans: PastAudiences) {
    this.plans = plans
    this.#counts = plans.kinds.map((kind) => ({ kind, is: namedLike(kind.event) }))
    const exact = new Set(plans.history.filter((name) => !isPrefix(name)))
    const wide = plans.history.filter(isPrefix).map(namedLike)
    this.#history = (name) => exact.has(name) || wide.some((is) => is(name))
  }

  get isIdle(): boolean {
    return this.plans.audiences.length === 0
  }

  countsOf(event: WovenEvent) {
    return this.#counts.filter(({ kind, is }) => is(event.name) && (!kind.fits || kind.fits(event)))
  }

  remembers(name: string): boolean {
    return this.#history(name)
  }
}

/**
 * The audiences of one person on their way through the past: the same counting and the same decision
 * as in the weaver and in the loop of passing time, with nothing written anywhere.
 */
export class Watcher {
  readonly #watch: Watch
  readonly #tallies = new Map<string, Tally>()
  readonly #history: Occurrence[] = []
  /** Nobody knows them yet: everything is looked at when something first happens to them. */
  #standing: Standing = { audiences: new Set(), until: forever }

  constructor(watch: Watch) {
    this.#watch = watch
  }

  /** When time alone may next change something. */
  get until(): number {
    return this.#standing.until
  }

  isIn(audienceId: string): boolean {
    const audience = this.#watch.plans.audiences.find(({ id }) => id === audienceId)
    return audience !== undefined && this.#standing.audiences.has(audience.number)
  }

  count(event: WovenEvent): void {
    if (this.#watch.isIdle || uncounted.has(event.name)) return
    const time = event.at.getTime()
    for (const { kind } of this.#watch.countsOf(event)) {
      const once = { total: 1, first: time, recent: [time] }
      const known = this.#tallies.get(kind.key)
      this.#tallies.set(kind.key, known ? addTallies(known, once, kind.keep) : once)
    }
    if (this.#watch.remembers(event.name)) insert(this.#history, event)
  }

  /** Looks at all audiences, and says what the thread would have been told. */
  look(around: Surroundings, now: number, historical = false): Fact[] {
    if (this.#watch.isIdle) return []
    const { customerId } = around.profile
    const state = this.#stateOf(around)
    const { audiences } = this.#watch.plans
    const decision = decide(audiences, customerId, state, this.#standing, now)
    if (decision.entered.length + decision.left.length > 0) {
      const numbers = new Set(this.#standing.audiences)
      for (const { number } of decision.entered) numbers.add(number)
      for (const { number } of decision.left) numbers.delete(number)
      this.#standing = { audiences: numbers, until: decision.until }
    } else this.#standing = { ...this.#standing, until: decision.until }
    const change = { customerId, decision, before: undefined, until: decision.until }
    return factsOf(change, historical)
  }

  /** Two are one from now on: what both did counts, and where either was is no news. */
  join(other: Watcher): void {
    for (const { kind } of this.#watch.plans.kinds.map((one) => ({ kind: one }))) {
      const [one, two] = [this.#tallies.get(kind.key), other.#tallies.get(kind.key)]
      const sum = one && two ? addTallies(one, two, kind.keep) : (one ?? two)
      if (sum) this.#tallies.set(kind.key, sum)
    }
    for (const event of other.#history) insert(this.#history, event)
    const audiences = new Set([...this.#standing.audiences, ...other.#standing.audiences])
    // Nothing is to be looked at again where no audience is followed.
    this.#standing = { audiences, until: this.#watch.isIdle ? forever : 0 }
  }

  #stateOf({ profile, consents, today }: Surroundings): CustomerState {
    return {
      customerId: profile.customerId,
      traits: profile.traits,
      timeZone: profile.timeZone,
      firstSeenAt: profile.firstSeenAt.getTime(),
      lastSeenAt: profile.lastSeenAt.getTime(),
      tallies: this.#tallies,
      consents,
      history: this.#history,
      ...today,
    }
  }
}

/** Keeps the order in which things happened: almost always the new one is the last. */
function insert(history: Occurrence[], event: Occurrence): void {
  let place = history.length
  const at = event.at.getTime()
  while (place > 0) {
    const before = history[place - 1] as Occurrence
    const time = before.at.getTime()
    if (time < at || (time === at && before.position <= event.position)) break
    place--
  }
  history.splice(place, 0, event)
}
