import { type OfToday, Watcher } from '../../audiences/index.ts'
import { PastConsent } from '../../consent/index.ts'
import {
  addUp,
  habitsIn,
  hear,
  joined,
  type Likeness,
  newLikeness,
  profileThen,
  see,
} from '../../customers/index.ts'
import { type RecipientThen, reachesThen } from '../../messages/index.ts'
import type { Fact, Profile } from '../../thread/events.ts'
import type { ReceivedEvent } from '../../thread/index.ts'
import { drawOf } from '../engine/draw.ts'
import type { Moment, Run } from '../engine/run.ts'
import { hoursIn, usesIn, zoneShown } from '../people.ts'
import type { PastSide, PersonPast, Trial } from './past.ts'
import { Interests } from './product-news.ts'

type Surroundings = Parameters<Watcher['look']>[0]

/** One id of a person on their way through the past; joined with another where they proved to be one. */
export class Side {
  readonly customerId: string
  readonly watcher: Watcher
  readonly consent = new PastConsent()
  readonly interests: Interests
  readonly #past: PersonPast
  readonly #trial: Trial
  readonly #ids = new Set<string>()
  readonly #ours = new Set<Date>()
  readonly #contacts: Date[]
  #likeness: Likeness
  #habits: Record<string, number> = {}
  #today: OfToday
  runs: Run[] = []
  /** Whether audiences have been looked at once. */
  begun = false
  /** When time alone next lets them begin. */
  offerAt = Number.POSITIVE_INFINITY

  constructor(side: PastSide, past: PersonPast, trial: Trial) {
    this.customerId = side.customerId
    this.#past = past
    this.#trial = trial
    this.#today = past.today
    this.#ids.add(side.customerId)
    this.#contacts = [...(past.contacts.get(side.customerId) ?? [])]
    this.watcher = new Watcher(trial.watch)
    this.interests = new Interests(trial.news)
    this.#likeness = newLikeness({ at: side.bornAt })
    const { timeZone, language } = side
    // Where nothing that is read tells of their place, it is the one that they have today.
    if (!past.events.some((event) => event.customerId === side.customerId && tellsPlace(event))) {
      Object.assign(this.#likeness, { timeZone, language })
    }
  }

  get profile(): Profile {
    return profileThen(this.customerId, this.#likeness)
  }

  note(event: ReceivedEvent): void {
    if (event.type !== 'fact') {
      const at = event.at.getTime()
      const said = event.type === 'identify' ? { traits: event.properties } : {}
      see(this.#likeness, at)
      hear(this.#likeness, { at, context: event.context, ...said })
    }
    if (this.#trial.plan.asks.habits) {
      const habits = habitsIn(event).map((habit) => [habit, 1] as const)
      this.#habits = addUp(this.#habits, habits)
    }
    this.watcher.count(event)
    this.interests.note(event)
  }

  /** Lets audiences look at them, and says what the thread would have been told. */
  look(time: number): Fact[] {
    return this.#trial.watch.isIdle ? [] : this.watcher.look(this.#around, time)
  }

  /** All that an audience may ask beside what it counts itself. */
  get #around(): Surroundings {
    const { usesConsent } = this.#trial.audiences
    return {
      profile: this.profile,
      consents: usesConsent ? consentsIn(this.consent) : none,
      today: this.#today,
    }
  }

  /** When the next of their waits is over. */
  get dueAt(): number {
    let first = Number.POSITIVE_INFINITY
    for (const { dueAt } of this.runs) {
      if (dueAt) first = Math.min(first, dueAt.getTime())
    }
    return first
  }

  recipient(now: Date): RecipientThen {
    const address = this.#past.addresses.findLast(
      ({ originId, at }) => this.#ids.has(originId) && at <= now,
    )
    return {
      profile: this.profile,
      standing: this.consent.standing('marketing', 'email'),
      orderEventId: this.#past.bought(this.#past.finalId, 'email', now),
      address: address?.value,
      suppressedSince: address?.suppressedSince,
      contacts: this.#contacts.filter((at) => at < now || this.#ours.has(at)),
    }
  }

  /** All that the engine may ask at a moment. */
  moment(time: number): Moment {
    const { plan, brandZone } = this.#trial
    const { customerId, profile } = this
    const now = new Date(time)
    return {
      ...{ now, brandZone, paused: false, traits: profile.traits },
      draw: drawOf(plan.journeyId, customerId),
      isIn: (audienceId) => this.watcher.isIn(audienceId),
      zone: zoneShown(profile, brandZone),
      hours: plan.asks.habits ? hoursIn(this.#habits) : noHours,
      uses: plan.asks.habits ? usesIn(this.#habits) : none,
      reachable: (channel) => reachesThen(this.recipient(now), channel, now),
      globalHoldout: this.#isHeldOut,
    }
  }

  /** Whether no journey writes to them: drawn once, since a draw costs more than a step. */
  get #isHeldOut(): boolean {
    this.#heldOut ??=
      this.#trial.globalHoldout > 0 &&
      drawOf('everywhere', this.customerId)('holdout') * 100 < this.#trial.globalHoldout
    return this.#heldOut
  }
  #heldOut: boolean | undefined

  contacted(at: Date): void {
    this.#ours.add(at)
    this.#contacts.push(at)
  }

  /** A list made by hand to which the journey adds them, or from which it takes them. */
  list(listId: string, isOn: boolean): void {
    const lists = new Set(this.#today.lists)
    if (isOn) lists.add(listId)
    else lists.delete(listId)
    this.#today = { ...this.#today, lists }
  }

  join(other: Side, forced: boolean): void {
    for (const id of other.#ids) this.#ids.add(id)
    this.#likeness = joined(this.#likeness, other.#likeness, forced)
    this.#habits = addUp(this.#habits, Object.entries(other.#habits))
    this.consent.join(other.consent)
    this.watcher.join(other.watcher)
    this.interests.join(other.interests)
    this.#contacts.push(...other.#contacts)
    for (const at of other.#ours) this.#ours.add(at)
    this.runs.push(...other.runs.map((run) => ({ ...run, customerId: this.customerId })))
  }
}

const none = {}
const noHours: readonly number[] = Array.from({ length: 24 }, () => 0)

const tellsPlace = ({ type, context, properties }: ReceivedEvent) =>
  context.timezone !== undefined ||
  context.locale !== undefined ||
  (type === 'identify' && ['timezone', 'locale', 'language'].some((name) => name in properties))

function consentsIn(consent: PastConsent): Surroundings['consents'] {
  const entries: [string, { is: 'given' | 'withdrawn'; until: number }][] = []
  for (const { purpose, channel, decision, expires_at } of consent.all) {
    if (decision === 'pending') continue
    const until = expires_at?.getTime() ?? Number.POSITIVE_INFINITY
    entries.push([`${purpose}/${channel}`, { is: decision, until }])
  }
  return Object.fromEntries(entries)
}
