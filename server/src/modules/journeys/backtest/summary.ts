import type { Definition } from '../definition-contract.ts'
import type { Passage } from '../engine/run.ts'
import type { BacktestDay, BacktestResult } from './contract.ts'
import { daysIn, dayTeller } from './days.ts'
import { GoalCount } from './goal-count.ts'
import type { TrialRun } from './rehearse.ts'

/** Which passages say that a run went a way; the map of a journey that runs shows the same. */
const waysOn = new Set(['entered', 'time-out', 'event', 'yes', 'no', 'arm', 'sent', 'converted'])

interface Asked {
  readonly definition: Definition
  readonly from: Date
  readonly to: Date
  readonly timeZone: string
}

type StepCount = { reached: number; waiting: number; sent: number; notSent: Map<string, number> }

/** Adds up what became of everybody, one person after another; nobody is remembered. */
export class Summary {
  readonly #asked: Asked
  readonly #dayOf: (time: number) => string
  readonly #days = new Map<string, BacktestDay>()
  readonly #steps = new Map<string, StepCount>()
  readonly #ways = new Map<string, number>()
  readonly #ended = new Map<string, number>()
  readonly #actions = new Map<string, number>()
  readonly #notSent = new Map<string, number>()
  readonly #goal: GoalCount
  readonly #sums = { people: 0, runs: 0, due: 0, sent: 0, written: 0, withheld: 0, most: 0 }
  looked = 0
  events = 0

  constructor(asked: Asked) {
    this.#asked = asked
    this.#dayOf = dayTeller(asked.timeZone)
    this.#goal = new GoalCount(asked)
    for (const day of daysIn(asked.from, asked.to, this.#dayOf)) {
      this.#days.set(day, { day, entered: 0, sent: 0, notSent: 0, reached: 0 })
    }
    for (const { id } of asked.definition.steps) {
      this.#steps.set(id, { reached: 0, waiting: 0, sent: 0, notSent: new Map() })
    }
  }

  add(runs: readonly TrialRun[]): void {
    const sums = this.#sums
    sums.people++
    sums.runs += runs.length
    for (const trial of runs) this.#addRun(trial)
    const sent = runs.flatMap(({ messages }) => messages).filter(({ reason }) => reason === null)
    if (sent.length > 0) sums.written++
    sums.most = Math.max(sums.most, sent.length)
    this.#goal.add(runs)
  }

  #addRun({ run, messages, asked }: TrialRun): void {
    const { path, state, reason, step } = run
    this.#on(run.enteredAt).entered++
    if (run.convertedAt) this.#on(run.convertedAt).reached++
    for (const reached of new Set(path.map((passage) => passage.step))) {
      const count = this.#steps.get(reached)
      if (count) count.reached++
    }
    const here = this.#steps.get(step)
    if (here && state === 'waiting') here.waiting++
    const passed = path.filter(({ what }) => waysOn.has(what))
    for (const way of new Set(passed.map(spellWay))) count(this.#ways, way)
    this.#sums.withheld += path.filter(({ what }) => what === 'withheld').length
    if (state !== 'waiting') count(this.#ended, JSON.stringify([state, reason]))
    for (const what of asked) count(this.#actions, what)
    for (const message of messages) this.#addMessage(message)
  }

  #addMessage({ step, at, reason }: TrialRun['messages'][number]): void {
    const there = this.#steps.get(step)
    this.#sums.due++
    if (reason === null) {
      this.#sums.sent++
      this.#on(at).sent++
      if (there) there.sent++
    } else {
      this.#on(at).notSent++
      count(this.#notSent, reason)
      if (there) count(there.notSent, reason)
    }
  }

  #on(at: Date): { -readonly [Key in keyof BacktestDay]: BacktestDay[Key] } {
    const day = this.#dayOf(at.getTime())
    const known = this.#days.get(day) ?? { day, entered: 0, sent: 0, notSent: 0, reached: 0 }
    this.#days.set(day, known)
    return known
  }

  result(): Omit<BacktestResult, 'overlaps' | 'ranThen' | 'kept'> {
    const { people, runs, due, sent, written, withheld, most } = this.#sums
    return {
      ...{ looked: this.looked, events: this.events, entered: { people, runs } },
      messages: {
        ...{ due: due + withheld, sent, people: written, withheld, most },
        notSent: byReason(this.#notSent),
      },
      days: [...this.#days.values()],
      steps: [...this.#steps].map(([step, { notSent, ...counts }]) => ({
        ...{ step, ...counts, notSent: byReason(notSent) },
      })),
      ways: [...this.#ways].map(([way, times]) => {
        const [step = '', what = '', detail, name] = way.split(between)
        return { step, what, detail: detail || null, way: name || null, runs: times }
      }),
      ended: [...this.#ended]
        .map(([end, times]) => {
          const [state, reason] = JSON.parse(end)
          return { state, reason, runs: times }
        })
        .sort((one, other) => other.runs - one.runs),
      asked: [...this.#actions].map(([what, times]) => ({ what, times })),
      goal: this.#goal.result(this.#asked.definition.holdout),
    }
  }
}

/** Stands in no name of a step, an event or an arm. */
const between = '\u0000'

const spellWay = ({ step, what, detail = '', way = '' }: Passage) =>
  [step, what, detail, way].join(between)

const count = (counts: Map<string, number>, name: string) =>
  counts.set(name, (counts.get(name) ?? 0) + 1)

const byReason = (counts: ReadonlyMap<string, number>) =>
  [...counts]
    .map(([reason, messages]) => ({ reason, messages }))
    .sort((one, other) => other.messages - one.messages || (one.reason < other.reason ? -1 : 1))
