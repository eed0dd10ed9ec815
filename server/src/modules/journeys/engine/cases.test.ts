import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { momentAt } from '../../../../test/moment.ts'
import { Definition } from '../definition-contract.ts'
import { advance } from './advance.ts'
import { type Course, meet, planFor } from './meet.ts'
import { planOf } from './plan.ts'
import type { Outcome, Run } from './run.ts'

/** Journeys of others, restated as data (see `source` in the file), told to our engine. */
const { cases } = JSON.parse(readFileSync(new URL('./cases.json', import.meta.url), 'utf8'))

// biome-ignore lint/suspicious/noExplicitAny: as the file has it
type Given = Record<string, any>

const audienceId = (name: string) =>
  `00000000-0000-4000-8000-${Buffer.from(name).toString('hex').padStart(12, '0').slice(-12)}`
const templateId = '00000000-0000-4000-8000-000000000000'
const isIn = (name: string) => ({ path: 'audienceId', is: 'eq', value: audienceId(name) })
const comparison = ({ path, ...rest }: Given) => {
  const [is, value] = Object.entries(rest)[0] ?? []
  return { path, is, value }
}

function definitionOf({ entry, first, nodes }: Given): Definition {
  const again = entry.may_run_again === true || entry.event
  return Definition.parse({
    entry: entry.segment
      ? { kind: 'audience', audienceId: audienceId(entry.segment), change: 'entered' }
      : { kind: 'event', event: entry.event, key: entry.key },
    reentry: again ? 'after-completion' : 'never',
    first,
    steps: [...nodes.map(stepOf), { id: 'exit', kind: 'exit' }],
  })
}

function stepOf(node: Given): object {
  const { id, next } = node
  switch (node.do) {
    case 'message':
      return { id, kind: 'message', templateId, next }
    case 'delay':
      return { id, kind: 'delay', seconds: node.seconds, next }
    case 'split':
      return {
        ...{ id, kind: 'condition', yes: node.yes, no: node.no },
        all: node.segment
          ? [{ of: 'audience', audienceId: audienceId(node.segment), is: 'in' }]
          : node.where.map((one: Given) => ({ of: 'event', ...comparison(one) })),
      }
    case 'wait_until': {
      const [branch] = node.branches
      return {
        ...{ id, kind: 'wait-until', timeoutSeconds: node.timeout_s, onTimeout: node.on_timeout },
        branches: [
          {
            name: 'event',
            on: { of: 'event', event: 'Audience Entered', where: [isIn(branch.segment)] },
            next: branch.next,
          },
        ],
      }
    }
    case 'random_split': {
      const arms = node.arms.map((arm: Given) => ({ ...arm, share: arm.percent }))
      return { id, kind: 'split', arms }
    }
  }
  throw new Error(`a case has a step that does ${node.do}`)
}

/** One brand with a clock, audiences by traits, and one journey. */
class Told {
  readonly course: Course
  readonly messages: { at: number; user: string; step: string }[] = []
  readonly given: Given
  runs: Run[] = []
  traits = new Map<string, Given>()
  audiences = new Map<string, Set<string>>()
  #ids = 0

  constructor(given: Given) {
    this.given = given
    const plan = planOf('j', 'v', definitionOf(given.journey))
    this.course = { published: plan, isOpen: true, versions: new Map([['v', plan]]) }
  }

  moment = (user: string, at: number) =>
    momentAt(new Date(at), {
      draw: () => this.given.random_draw ?? 0,
      traits: this.traits.get(user) ?? {},
      isIn: (id: string) => this.audiences.get(user)?.has(id) ?? false,
    })

  take(outcomes: readonly Outcome[], at: number) {
    for (const { run, effects } of outcomes) {
      this.runs = [...this.runs.filter(({ id }) => id !== run.id), run]
      for (const effect of effects) {
        if (effect.do === 'message') {
          this.messages.push({ at, user: run.customerId, step: effect.step })
        }
      }
    }
  }

  fact(user: string, name: string, properties: Given, at: number) {
    const runs = this.runs.filter(({ customerId }) => customerId === user)
    const fact = { id: `${at}`, name, at: new Date(at), properties, historical: false }
    const traveller = { customerId: user, runs, earlier: [] }
    const newId = () => `run-${++this.#ids}`
    this.take(meet(this.course, traveller, fact, this.moment(user, at), newId), at)
  }

  /** Timers go off on the millisecond, in order. */
  until(at: number) {
    for (;;) {
      const due = this.runs.filter(({ dueAt }) => dueAt && dueAt.getTime() <= at)
      const run = due.sort((one, other) => Number(one.dueAt) - Number(other.dueAt))[0]
      if (!run) return
      const when = Number(run.dueAt)
      const moment = this.moment(run.customerId, when)
      this.take([advance(planFor(this.course, run), run, undefined, moment)], when)
    }
  }

  happen(step: Given) {
    const at = step.at_ms
    this.until(at)
    if (step.type === 'event') this.fact(step.user, step.name, step.properties, at)
    if (step.enter_segment) this.enter(step.user, step.enter_segment, at)
    if (step.type !== 'traits') return
    this.traits.set(step.user, { ...this.traits.get(step.user), ...step.set })
    const member = this.given.segments.filter(({ where }: Given) => this.fits(step.user, where))
    const before = this.audiences.get(step.user) ?? new Set()
    const names: string[] = member.map(({ name }: Given) => name)
    this.audiences.set(step.user, new Set(names.map(audienceId)))
    for (const name of names) {
      if (!before.has(audienceId(name))) this.enter(step.user, name, at)
    }
  }

  enter(user: string, segment: string, at: number) {
    this.fact(user, 'Audience Entered', { audienceId: audienceId(segment) }, at)
  }

  fits(user: string, where: Given): boolean {
    const value = this.traits.get(user)?.[where.trait]
    if (!('date_within_last_s' in where)) return value === where.eq
    return value !== undefined && -value.now_plus_ms <= where.date_within_last_s * 1000
  }
}

test.each(cases as Given[])('$id: $title', (given) => {
  const told = new Told(given)
  const moments = [
    ...given.timeline,
    ...given.expect.map((one: Given) => ({ ...one, expected: one })),
  ]
  moments.sort(
    (one, other) => one.at_ms - other.at_ms || Number(!!one.expected) - Number(!!other.expected),
  )
  for (const { expected, ...step } of moments) {
    if (!expected) {
      told.happen(step)
      continue
    }
    told.until(expected.at_ms)
    const { messages } = told
    if ('messages_total' in expected) expect(messages).toHaveLength(expected.messages_total)
    for (const [user, count] of Object.entries(expected.by_user ?? {})) {
      expect(messages.filter((one) => one.user === user)).toHaveLength(count as number)
    }
    for (const [step, count] of Object.entries(expected.by_node ?? {})) {
      expect(messages.filter((one) => one.step === step)).toHaveLength(count as number)
    }
  }
})
