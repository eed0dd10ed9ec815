import { newId } from '../../../kernel/id.ts'
import type { ReceivedEvent } from '../../thread/index.ts'
import { advance, answered } from '../engine/advance.ts'
import { meet } from '../engine/meet.ts'
import type { Moment, Outcome, Run } from '../engine/run.ts'
import { isQueued, withTurn } from '../engine/turns.ts'
import { endDoubles } from '../merges.ts'
import { DeedBook, type Deeds, received } from './deeds.ts'
import { type Happening, happeningsOf } from './happenings.ts'
import { nextOffer, offersAt } from './offers.ts'
import type { PersonPast, Trial } from './past.ts'
import { Side } from './side.ts'

export type TrialRun = Readonly<Deeds> & { readonly run: Run }

/** More rounds than this in one moment go round in a circle: a journey that its own facts begin. */
const mostRounds = 100

/**
 * One person's past gone through with the engine that runs today: what they did in the order in which
 * it was received, the passing of time between, their traits, audiences, consents and addresses as
 * they were by then. Nothing is asked of a database and nothing is written.
 */
export function rehearse(trial: Trial, past: PersonPast): TrialRun[] {
  return new Rehearsal(trial, past).go()
}

class Rehearsal {
  readonly #trial: Trial
  readonly #past: PersonPast
  readonly #sides = new Map<string, Side>()
  readonly #book: DeedBook

  constructor(trial: Trial, past: PersonPast) {
    this.#trial = trial
    this.#past = past
    this.#book = new DeedBook(trial)
    for (const side of past.sides) this.#sides.set(side.customerId, new Side(side, past, trial))
  }

  go(): TrialRun[] {
    const { to } = this.#trial
    for (const happening of happeningsOf(this.#past, this.#trial)) {
      if (happening.time >= to) break
      this.#happen(happening)
    }
    const sides = new Set(this.#sides.values())
    for (const side of sides) if (side.begun || this.#wasThere(side)) this.#passTime(side, to - 1)
    return [...sides].flatMap(({ runs }) => runs).map((run) => ({ run, ...this.#book.of(run) }))
  }

  #wasThere({ customerId }: Side): boolean {
    const born = this.#past.sides.find((side) => side.customerId === customerId)?.bornAt
    return born !== undefined && born < this.#trial.from
  }

  #happen({ time, customerId, merges, decisions, events }: Happening): void {
    const side = this.#sides.get(customerId)
    if (!side) return
    const isPast = time < this.#trial.from
    if (!isPast) this.#passTime(side, time)
    for (const merge of merges) this.#join(merge.absorbed, side, merge.forced, time)
    for (const decision of decisions) side.consent.take(decision)
    if (isPast) for (const event of events) side.note(event)
    else this.#hear(side, time, events)
  }

  /** Who was already there when the time began is where they are, and that is no news. */
  #begin(side: Side): void {
    if (side.begun) return
    side.begun = true
    const { from } = this.#trial
    if (!this.#wasThere(side)) return
    side.look(from)
    side.offerAt = nextOffer(this.#trial, side, from - 1)
  }

  #join(absorbed: string, into: Side, forced: boolean, time: number): void {
    const other = this.#sides.get(absorbed)
    if (!other || other === into) return
    if (time >= this.#trial.from) this.#passTime(other, time)
    into.join(other, forced)
    for (const [id, side] of this.#sides) if (side === other) this.#sides.set(id, into)
    const journeys = new Map([[this.#trial.plan.journeyId, this.#trial.journey]])
    const over = endDoubles(journeys, into.runs, new Date(time))
    into.runs = into.runs.map((run) => over.get(run.id)?.run ?? run)
  }

  /** What was received in one moment: counted, looked at by audiences, then heard by the journey. */
  #hear(side: Side, time: number, events: readonly ReceivedEvent[]): void {
    this.#begin(side)
    let group = events
    for (let round = 0; round === 0 || group.length > 0; round++) {
      if (round === mostRounds) throw new Error('the journey begins itself without end')
      for (const event of group) side.note(event)
      const changes = side.look(time).map((fact) => received(fact, time))
      group = this.#meet(side, time, [...group, ...changes])
    }
    // Traits may have changed, and with them the day of somebody's date.
    side.offerAt = nextOffer(this.#trial, side, time)
    this.#dealTurns(side, time)
  }

  /** Turns are dealt once all that came in one moment was heard, as a journey that runs deals them. */
  #dealTurns(side: Side, time: number): void {
    if (!this.#trial.turns) return
    const asking = side.runs.filter(isQueued)
    if (asking.length === 0) return
    const moment = side.moment(time)
    const turned = asking.map((run) => this.#giveTurn(run, moment))
    const told = this.#take(side, turned, moment)
    if (told.length > 0) this.#hear(side, time, told)
    else this.#dealTurns(side, time)
  }

  /** Says what the journey told the thread in its turn. */
  #meet(side: Side, time: number, events: readonly ReceivedEvent[]): ReceivedEvent[] {
    const { plan, journey } = this.#trial
    const told: ReceivedEvent[] = []
    for (const event of events) {
      if (!plan.hears.has(event.name)) continue
      const { customerId, runs } = side
      const traveller = { customerId, originId: event.customerId, runs, earlier: [] }
      const heard = event.historical ? { ...event, historical: false } : event
      const moment = side.moment(time)
      told.push(...this.#take(side, meet(journey, traveller, heard, moment, newId), moment))
    }
    return told
  }

  /** Lets time pass up to a moment: audiences that it moves, waits that it ends, dates that come. */
  #passTime(side: Side, upTo: number): void {
    this.#begin(side)
    for (;;) {
      const next = Math.min(side.dueAt, side.watcher.until, side.offerAt)
      if (next > upTo) return
      const time = Math.max(next, this.#trial.from)
      const changes = side.watcher.until <= time ? side.look(time) : []
      const moment = side.moment(time)
      const outcomes = side.runs
        .filter(({ dueAt }) => dueAt !== null && dueAt <= moment.now)
        .map((run) => advance(this.#trial.plan, run, undefined, moment))
      const told = this.#take(side, outcomes, moment)
      const offers = side.offerAt <= time ? offersAt(this.#trial, side, time) : []
      side.offerAt = nextOffer(this.#trial, side, time)
      const facts = [...changes, ...offers].map((fact) => received(fact, time))
      if (told.length + facts.length > 0) this.#hear(side, time, [...facts, ...told])
      else this.#dealTurns(side, time)
    }
  }

  #take(side: Side, outcomes: readonly Outcome[], moment: Moment): ReceivedEvent[] {
    const { plan } = this.#trial
    const told: ReceivedEvent[] = []
    for (let group = outcomes; group.length > 0; ) {
      for (const { run } of group) {
        const place = side.runs.findIndex(({ id }) => id === run.id)
        if (place < 0) side.runs.push(run)
        else side.runs[place] = run
      }
      told.push(...this.#book.take(side, group, moment.now.getTime()))
      group = group.flatMap(({ run, effects }): Outcome[] => {
        // No address is called: each has what it waits for.
        const call = effects.find((effect) => effect.do === 'call')
        return call ? [answered(plan, run, call.step.id, { status: 200, body: null }, moment)] : []
      })
    }
    return told
  }

  #giveTurn(run: Run, moment: Moment): Outcome {
    const { plan, turns } = this.#trial
    if (!turns) throw new Error(`journey ${plan.journeyId} has no throttle`)
    const at = new Date(turns.give(this.#past.finalId, moment.now.getTime()))
    const turned = withTurn(run, at)
    return at > moment.now ? { run: turned, effects: [] } : advance(plan, turned, undefined, moment)
  }
}
