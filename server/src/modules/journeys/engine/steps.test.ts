import { describe, expect, test } from 'vitest'
import { momentAt } from '../../../../test/moment.ts'
import { Definition } from '../definition-contract.ts'
import { advance, answered } from './advance.ts'
import { nextAppointment } from './appointments.ts'
import { drawOf } from './draw.ts'
import { enter } from './enter.ts'
import { moved } from './moved.ts'
import { offered, planOf } from './plan.ts'
import { nextBeat } from './rhythm.ts'
import type { Heard, Moment, Outcome, Run } from './run.ts'
import { isQueued, withTurn } from './turns.ts'

const templateId = '0192d3a0-0000-7000-8000-000000000001'
const audienceId = '0192d3a0-0000-4000-8000-00000000000a'
const start = new Date('2026-11-20T10:00:00Z')
const end = { id: 'end', kind: 'exit' }
const mail = (id: string, next = 'end') => ({ id, kind: 'message', templateId, next })

const planWith = (steps: object[], more: object = {}) =>
  planOf(
    'j',
    'v1',
    Definition.parse({
      entry: { kind: 'event', event: 'Begin', key: 'order_id' },
      reentry: 'always',
      first: (steps[0] as { id: string }).id,
      steps: [...steps, end],
      ...more,
    }),
  )
type Plan = ReturnType<typeof planWith>

const fact = (name: string, properties: object = {}, at = start): Heard => ({
  ...{ id: 'f', name, at, historical: false },
  properties: { ...properties },
})
const begin = (plan: Plan, known: Partial<Moment> = {}, properties: object = {}) =>
  enter(
    plan,
    { id: 'r', customerId: 'c', key: 'o1' },
    fact('Begin', { order_id: 'o1', ...properties }),
    momentAt(start, known),
  )
const at = (time: string, known: Partial<Moment> = {}) => momentAt(new Date(time), known)
const tick = (plan: Plan, { run }: Outcome, moment: Moment) => advance(plan, run, undefined, moment)
const mails = ({ effects }: Outcome) =>
  effects.flatMap((one) => (one.do === 'message' ? one.step : []))
const ways = ({ run }: Outcome) => run.path.flatMap(({ way }) => way ?? [])

describe('a date to wait for', () => {
  const plan = planWith([
    {
      ...{
        id: 'until',
        kind: 'until-date',
        next: 'mail',
        otherwise: 'end',
        offsetSeconds: -86_400,
      },
      dates: [
        { of: 'traits', path: 'appointment' },
        { of: 'event', path: 'date' },
        { of: 'template', template: '{{ event.week | append: "" }}' },
      ],
    },
    mail('mail'),
  ])

  test('is the first that is there, so much earlier', () => {
    const known = { traits: { appointment: '2026-12-01T09:00:00Z' } }
    const waiting = begin(plan, known, { date: '2026-11-25T00:00:00Z' })
    expect(waiting.run.dueAt?.toISOString()).toBe('2026-11-30T09:00:00.000Z')
    const fromEvent = begin(plan, {}, { date: '2026-11-25T00:00:00Z' })
    expect(fromEvent.run.dueAt?.toISOString()).toBe('2026-11-24T00:00:00.000Z')
    expect(mails(tick(plan, fromEvent, at('2026-11-24T00:00:00Z')))).toEqual(['mail'])
  })

  test('may be a number of seconds or milliseconds, or what a template says', () => {
    const seconds = begin(plan, {}, { date: Date.parse('2026-11-25T00:00:00Z') / 1000 })
    expect(seconds.run.dueAt?.toISOString()).toBe('2026-11-24T00:00:00.000Z')
    const said = begin(plan, {}, { week: '2026-11-27T00:00:00Z' })
    expect(said.run.dueAt?.toISOString()).toBe('2026-11-26T00:00:00.000Z')
  })

  test.each([{}, { date: '2020-01-01' }, { date: 'soon' }])(
    'that is missing, past or none (%j) leads elsewhere at once',
    (properties) => {
      const gone = begin(plan, {}, properties)
      expect([gone.run.state, ways(gone)]).toEqual(['done', ['otherwise']])
    },
  )
})

describe('a time of day', () => {
  const plan = planWith([
    {
      ...{ id: 'until', kind: 'until-time', time: '09:30', weekdays: [1, 2], next: 'end' },
      defaultZone: 'America/New_York',
    },
  ])
  const due = (known: Partial<Moment>) => begin(plan, known).run.dueAt?.toISOString()

  test('is that of the customer’s clock, else of the step’s, on one of the days', () => {
    expect(due({ zone: 'Asia/Tokyo' })).toBe('2026-11-23T00:30:00.000Z')
    expect(due({})).toBe('2026-11-23T14:30:00.000Z')
  })

  test('comes though clocks jump over it, and once where it comes twice', () => {
    const night = planWith([{ id: 'until', kind: 'until-time', time: '02:30', next: 'end' }])
    const next = (now: string) =>
      enter(night, { id: 'r', customerId: 'c', key: '' }, fact('Begin'), at(now)).run.dueAt
    expect(next('2026-03-28T12:00:00Z')?.toISOString()).toBe('2026-03-29T01:30:00.000Z')
    expect(next('2026-10-24T12:00:00Z')?.toISOString()).toBe('2026-10-25T00:30:00.000Z')
    expect(next('2026-10-25T00:30:00Z')?.toISOString()).toBe('2026-10-26T01:30:00.000Z')
  })
})

describe('the best hour', () => {
  const plan = planWith([
    { id: 'best', kind: 'best-hour', withinSeconds: 86_400, otherwise: '18:00', next: 'mail' },
    mail('mail'),
  ])
  const hours = (counts: Record<number, number>) =>
    Array.from({ length: 24 }, (_, hour) => counts[hour] ?? 0)

  test('is the one in which they do most, where they are', () => {
    const { run } = begin(plan, { zone: 'Europe/Paris', hours: hours({ 8: 3, 20: 9 }) })
    expect(run.dueAt?.toISOString()).toBe('2026-11-20T19:00:00.000Z')
  })
  test('is now if that is it', () => {
    expect(mails(begin(plan, { zone: 'Europe/Paris', hours: hours({ 11: 9 }) }))).toEqual(['mail'])
  })
  test('is the given one where too little is known', () => {
    const { run } = begin(plan, { zone: 'Europe/Paris', hours: hours({ 8: 4 }) })
    expect(run.dueAt?.toISOString()).toBe('2026-11-20T17:00:00.000Z')
  })
})

describe('a wait with branches', () => {
  const wait = {
    ...{ id: 'wait', kind: 'wait-until', timeoutSeconds: 3600, onTimeout: 'late' },
    branches: [
      { name: 'paid', on: { of: 'audience', audienceId, is: 'in' }, next: 'thanks' },
      {
        ...{ name: 'cancelled', next: 'sorry' },
        on: {
          ...{ of: 'event', event: 'Update', since: 'entry' },
          where: [{ path: 'state', is: 'eq', value: 'off' }],
        },
      },
    ],
  }
  const plan = planWith([
    { id: 'day', kind: 'delay', seconds: 86_400, next: 'wait' },
    ...[wait, mail('late'), mail('thanks'), mail('sorry')],
  ])
  const arrive = (from: Outcome, known: Partial<Moment> = {}) =>
    tick(plan, from, at('2026-11-21T10:00:00Z', known))

  test('takes the one that opens first, or the time-out', () => {
    const waiting = arrive(begin(plan))
    const soon = at('2026-11-21T10:30:00Z')
    const other = advance(plan, waiting.run, fact('Update', { state: 'on' }), soon)
    expect(mails(other)).toEqual([])
    const off = advance(plan, waiting.run, fact('Update', { state: 'off' }), soon)
    expect([mails(off), ways(off)]).toEqual([['sorry'], ['cancelled']])
    const into = advance(plan, waiting.run, fact('Audience Entered', { audienceId }), soon)
    expect([mails(into), ways(into)]).toEqual([['thanks'], ['paid']])
    expect(mails(tick(plan, waiting, at('2026-11-21T11:00:00Z')))).toEqual(['late'])
  })

  test('is not ended by history, which would be a send for what is long over', () => {
    const waiting = arrive(begin(plan))
    const soon = at('2026-11-21T10:30:00Z')
    const told = { ...fact('Update', { state: 'off' }, soon.now), historical: true }
    expect(advance(plan, waiting.run, told, soon).run).toMatchObject({
      ...{ state: 'waiting', step: 'wait', dueAt: waiting.run.dueAt },
    })
  })

  test('is passed at once by who is in the audience already', () => {
    expect(mails(arrive(begin(plan), { isIn: () => true }))).toEqual(['thanks'])
  })

  test('hears of the past where it asks since the entry, of the same key only', () => {
    const early = advance(
      plan,
      begin(plan).run,
      fact('Update', { state: 'off' }),
      at('2026-11-20T11:00:00Z'),
    )
    expect(mails(arrive(early))).toEqual(['sorry'])
    const another = fact('Update', { state: 'off', order_id: 'o2' })
    const strange = advance(plan, begin(plan).run, another, at('2026-11-20T11:00:00Z'))
    expect(arrive(strange).run.step).toBe('wait')
  })
})

describe('a way to choose', () => {
  test('is the first branch that holds, by traits, events, what happened, and any of several', () => {
    const plan = planWith([
      {
        ...{ id: 'which', kind: 'branch', otherwise: 'none' },
        branches: [
          {
            ...{ name: 'big', next: 'big' },
            all: [{ of: 'event', path: 'total', is: 'gte', value: 100 }],
          },
          {
            ...{ name: 'known', next: 'known' },
            any: [
              { of: 'traits', path: 'tier', is: 'eq', value: 'gold' },
              { of: 'happened', event: 'Begin', where: [{ path: 'vip', is: 'eq', value: true }] },
            ],
          },
        ],
      },
      ...['big', 'known', 'none'].map((id) => mail(id)),
    ])
    expect(mails(begin(plan, {}, { total: '120' }))).toEqual(['big'])
    expect(mails(begin(plan, { traits: { tier: 'gold' } }, { total: 20 }))).toEqual(['known'])
    expect(mails(begin(plan, {}, { vip: true }))).toEqual(['known'])
    expect(mails(begin(plan))).toEqual(['none'])
  })

  test('is a channel on which they agreed and can be reached, as listed or as they use them', () => {
    const choice = (prefer: string) =>
      planWith([
        {
          ...{ id: 'by', kind: 'channel', prefer, otherwise: 'end' },
          channels: [
            { channel: 'sms', next: 'sms' },
            { channel: 'email', next: 'email' },
          ],
        },
        ...[mail('sms'), mail('email')],
      ])
    const both = { reachable: () => true, uses: { email: 9, sms: 1 } }
    expect(mails(begin(choice('listed'), both))).toEqual(['sms'])
    expect(mails(begin(choice('used'), both))).toEqual(['email'])
    const onlySms = { ...both, reachable: (channel: string) => channel === 'sms' }
    expect(mails(begin(choice('used'), onlySms))).toEqual(['sms'])
    expect(ways(begin(choice('used')))).toEqual(['otherwise'])
  })

  test('an arm of an experiment is told by its name, and kept', () => {
    const plan = planWith([
      {
        ...{ id: 'try', kind: 'experiment', experiment: 'tone' },
        arms: ['A', 'B'].map((name) => ({ name, share: 50, next: 'end' })),
      },
    ])
    const draw = drawOf('j', 'c')
    const arms = [1, 2, 3].map(() =>
      begin(plan, { draw }).effects.find((one) => one.do === 'experiment'),
    )
    expect(new Set(arms.map((one) => JSON.stringify(one))).size).toBe(1)
    expect(arms[0]).toMatchObject({ step: { experiment: 'tone' } })
  })
})

describe('what a step does', () => {
  test('sets traits by templates, that later steps of the same walk know', () => {
    const plan = planWith([
      {
        ...{ id: 'say', kind: 'update', next: 'ask' },
        traits: {
          colour: '{{ event.colour }}',
          spent: '{{ event.total }}',
          no: '{{ event.x }}',
          old: null,
        },
      },
      {
        ...{ id: 'ask', kind: 'condition', yes: 'mail', no: 'end' },
        all: [
          { of: 'traits', path: 'colour', is: 'eq', value: 'green' },
          { of: 'traits', path: 'old', is: 'missing' },
        ],
      },
      mail('mail'),
    ])
    const said = begin(plan, { traits: { old: 1 } }, { colour: 'green', total: 12.5 })
    expect(said.effects).toContainEqual({
      ...{ do: 'update', step: 'say' },
      traits: { colour: 'green', spent: 12.5, old: null },
    })
    expect(mails(said)).toEqual(['mail'])
  })

  test('that no template can say is nothing, and stops nobody', () => {
    const plan = planWith([
      {
        ...{ id: 'say', kind: 'update', next: 'mail' },
        traits: { when: '{{ "now" | date: "%Y" }}', half: '{{ event.total | divided_by: 0 }}' },
      },
      mail('mail'),
    ])
    const said = begin(plan, {}, { total: 'much' })
    expect([mails(said), said.effects.find((one) => one.do === 'update')]).toEqual([
      ['mail'],
      {
        do: 'update',
        step: 'say',
        traits: expect.not.objectContaining({ when: expect.anything() }),
      },
    ])
  })

  test('calls an address, waits, and goes on by what was answered', () => {
    const plan = planWith([
      {
        ...{
          id: 'call',
          kind: 'webhook',
          url: 'https://example.org/',
          next: 'good',
          onFailure: 'bad',
        },
        body: '{"order": {{ key | json }}}',
      },
      {
        ...{ id: 'good', kind: 'condition', yes: 'mail', no: 'end' },
        all: [{ of: 'answer', step: 'call', path: 'body.code', is: 'eq', value: 'HELLO' }],
      },
      ...[mail('mail'), mail('bad')],
    ])
    const waiting = begin(plan)
    expect(waiting.effects).toContainEqual(expect.objectContaining({ body: '{"order": "o1"}' }))
    const soon = at('2026-11-20T10:00:02Z')
    const answer = { status: 200, body: { code: 'HELLO' } }
    expect(mails(answered(plan, waiting.run, 'call', answer, soon))).toEqual(['mail'])
    const refused = answered(plan, waiting.run, 'call', { status: 404, body: '' }, soon)
    expect([mails(refused), ways(refused)]).toEqual([['bad'], ['failed']])
    expect(mails(tick(plan, waiting, at('2026-11-20T11:00:00Z')))).toEqual(['bad'])
    const left = advance(plan, waiting.run, fact('Journey Stop Asked', { journeyId: 'j' }), soon)
    expect(answered(plan, left.run, 'call', answer, soon).run).toBe(left.run)
  })

  test('is done to nobody in the control groups, whose time runs all the same', () => {
    const plan = planWith([
      { id: 'give', kind: 'award', award: 'points', points: 5, next: 'call' },
      { id: 'call', kind: 'webhook', url: 'https://example.org/', next: 'mail', onFailure: 'end' },
      mail('mail'),
    ])
    const out = begin(plan, { globalHoldout: true })
    expect(out.effects.map((one) => one.do)).toEqual(['count', 'end'])
    expect(out.run.path.map(({ what }) => what)).toEqual([
      ...['entered', 'spared', 'spared', 'withheld', 'ended'],
    ])
    const service = planWith([mail('mail')], { inGlobalHoldout: false })
    expect(mails(begin(service, { globalHoldout: true }))).toEqual(['mail'])
  })

  test('a goal that is passed counts once', () => {
    const plan = planWith([
      { id: 'one', kind: 'goal', name: 'signed', next: 'two' },
      { id: 'two', kind: 'goal', name: 'twice', next: 'end' },
    ])
    expect(begin(plan).effects.filter((one) => one.do === 'convert')).toHaveLength(1)
  })

  test('starting a journey that led here is cut', () => {
    const plan = planWith([
      { id: 'go', kind: 'journey', action: 'start', journeyId: audienceId, next: 'end' },
    ])
    expect(begin(plan).effects.some((one) => one.do === 'journey')).toBe(true)
    const led = fact(offered, { journeyId: 'j', by: 'journey', chain: [audienceId] })
    const again = enter(plan, { id: 'r', customerId: 'c', key: '' }, led, momentAt(start))
    expect(again.effects.some((one) => one.do === 'journey')).toBe(false)
  })
})

describe('rules of a journey', () => {
  test('a loop of steps is cut: each once in a run', () => {
    const gate = (id: string, yes: string) => ({
      ...{ id, kind: 'condition', yes, no: 'end' },
      all: [{ of: 'event', path: 'order_id', is: 'exists' }],
    })
    const gone = begin(planWith([gate('a', 'b'), gate('b', 'a')]))
    expect([gone.run.state, gone.run.reason]).toEqual(['done', 'loop'])
    expect(gone.run.path.map(({ step, what }) => `${step} ${what}`)).toEqual([
      ...['a entered', 'a yes', 'b yes', 'a ended'],
    ])
    const day = planWith([{ id: 'day', kind: 'delay', seconds: 60, next: 'day' }])
    expect(tick(day, begin(day), at('2026-11-20T10:01:00Z')).run.reason).toBe('loop')
  })

  test('leaving an audience ends the run at once, wherever it waits', () => {
    const plan = planWith([{ id: 'day', kind: 'delay', seconds: 86_400, next: 'end' }], {
      exitAudiences: [{ audienceId, change: 'left' }],
    })
    const gone = advance(
      plan,
      begin(plan).run,
      fact('Audience Left', { audienceId }),
      momentAt(start),
    )
    expect([gone.run.state, gone.run.reason]).toEqual(['exited', 'Audience Left'])
  })

  test('paused, people wait before what would be done, and time runs where they wait', () => {
    const plan = planWith([
      mail('mail', 'day'),
      { id: 'day', kind: 'delay', seconds: 60, next: 'late' },
      mail('late'),
    ])
    const held = begin(plan, { paused: true })
    expect([mails(held), held.run.beforeStep, held.run.step]).toEqual([[], true, 'mail'])
    expect(mails(tick(plan, held, at('2026-11-20T10:05:00Z', { paused: true })))).toEqual([])
    expect(mails(tick(plan, held, at('2026-11-20T11:00:00Z')))).toEqual(['mail'])
  })

  test('with a throttle each message waits for its turn, and asks anew for one that is long past', () => {
    const plan = planWith([mail('mail')], { throttle: { messages: 60, per: 'minute' } })
    const asking = begin(plan)
    expect([mails(asking), isQueued(asking.run)]).toEqual([[], true])
    const turned: Run = withTurn(asking.run, new Date('2026-11-20T10:00:30Z'))
    const early = advance(plan, turned, undefined, at('2026-11-20T10:00:29Z'))
    expect(mails(early)).toEqual([])
    expect(mails(advance(plan, turned, undefined, at('2026-11-20T10:00:30Z')))).toEqual(['mail'])
    const late = advance(plan, turned, undefined, at('2026-11-20T12:00:00Z'))
    expect([mails(late), isQueued(late.run)]).toEqual([[], true])
  })

  test('that a message waits its turn is noted once, however often somebody is woken meanwhile', () => {
    const plan = planWith([mail('mail', 'other'), mail('other')], {
      throttle: { messages: 60, per: 'minute' },
    })
    const waits = ({ run }: Outcome) =>
      run.path.filter(({ what }) => what === 'queued').map(({ step }) => step)
    const asking = begin(plan)
    const woken = tick(
      plan,
      tick(plan, asking, at('2026-11-20T10:00:00Z')),
      at('2026-11-20T10:00:01Z'),
    )
    expect([waits(woken), isQueued(woken.run)]).toEqual([['mail'], true])
    const turned: Run = withTurn(woken.run, new Date('2026-11-20T10:00:30Z'))
    const late = advance(plan, turned, undefined, at('2026-11-20T12:00:00Z'))
    expect(waits(late)).toEqual(['mail'])
    const given: Run = withTurn(late.run, new Date('2026-11-20T12:00:01Z'))
    const next = advance(plan, given, undefined, at('2026-11-20T12:00:01Z'))
    expect([mails(next), waits(next)]).toEqual([['mail'], ['mail', 'other']])
  })

  test('who is still in the audience at the end begins anew, unless it took no time', () => {
    const entry = { kind: 'audience', audienceId, change: 'entered' }
    const day = { id: 'day', kind: 'delay', seconds: 60, next: 'end' }
    const plan = planWith([day], { entry, repeatsWhileIn: true })
    const over = (isIn: boolean) =>
      tick(plan, begin(plan), at('2026-11-20T10:01:00Z', { isIn: () => isIn }))
    expect(over(true).effects.some((one) => one.do === 'again')).toBe(true)
    expect(over(false).effects.some((one) => one.do === 'again')).toBe(false)
    const restless = planWith([mail('mail')], { entry, repeatsWhileIn: true })
    expect(begin(restless, { isIn: () => true }).effects.some((one) => one.do === 'again')).toBe(
      false,
    )
  })
})

describe('taking somebody over to another version', () => {
  const day = (seconds: number) => ({ id: 'day', kind: 'delay', seconds, next: 'mail' })
  const from = planWith([
    { id: 'hour', kind: 'delay', seconds: 3600, next: 'day' },
    ...[day(86_400), mail('mail')],
  ])
  const arrived = tick(from, begin(from), at('2026-11-20T11:00:00Z')).run
  const to = (seconds: number) => ({ ...planWith([day(seconds), mail('mail')]), versionId: 'v2' })
  const now = at('2026-11-20T16:00:00Z')

  test('they wait on as if they had come to the new wait when they came to the old one', () => {
    const longer = moved(from, to(2 * 86_400), arrived, 'day', now)
    expect(longer.run).toMatchObject({ versionId: 'v2', dueAt: new Date('2026-11-22T11:00:00Z') })
    const shorter = moved(from, to(3600), arrived, 'day', now)
    expect(shorter.run.dueAt).toEqual(now.now)
  })

  test('they take another kind of step afresh, or leave', () => {
    const plan = to(3600)
    const there = moved(from, plan, arrived, 'mail', now)
    expect(mails(tick(plan, there, now))).toEqual(['mail'])
    const gone = moved(from, plan, arrived, null, now)
    expect([gone.run.state, gone.run.reason]).toEqual(['exited', 'moved-out'])
  })
})

describe('the day of a date', () => {
  const entry = (more: object) => ({
    ...{ kind: 'date' as const, path: 'birthday', anniversary: true, offsetDays: 0, time: '09:00' },
    ...more,
  })
  const next = (
    value: unknown,
    more: object = {},
    now = '2026-11-20T10:00:00Z',
    zone = 'Europe/Paris',
  ) => nextAppointment(entry(more), { birthday: value }, zone, new Date(now))?.toISOString()

  test('comes each year, in the clock of who it is about, summer or winter', () => {
    expect(next('1990-12-24')).toBe('2026-12-24T08:00:00.000Z')
    expect(next('1990-07-14')).toBe('2027-07-14T07:00:00.000Z')
    expect(next('1990-12-24', {}, '2026-11-20T10:00:00Z', 'America/New_York')).toBe(
      '2026-12-24T14:00:00.000Z',
    )
    expect(next('1990-11-20')).toBe('2027-11-20T08:00:00.000Z')
  })

  test('may be days before or after, over the turn of the year, and on a leap day', () => {
    expect(next('1990-01-03', { offsetDays: -7 })).toBe('2026-12-27T08:00:00.000Z')
    expect(next('1990-12-30', { offsetDays: 7 }, '2027-01-02T10:00:00Z')).toBe(
      '2027-01-06T08:00:00.000Z',
    )
    expect(next('1992-02-29')).toBe('2027-02-28T08:00:00.000Z')
    expect(next('1992-02-29', {}, '2027-12-01T10:00:00Z')).toBe('2028-02-29T08:00:00.000Z')
  })

  test('comes once where it is no anniversary, and never for what is no date', () => {
    expect(next('2026-12-01', { anniversary: false })).toBe('2026-12-01T08:00:00.000Z')
    expect(next('2026-11-01', { anniversary: false })).toBeUndefined()
    for (const none of [undefined, '', 'soon', '2026-02-30', true, {}])
      expect(next(none)).toBeUndefined()
  })
})

describe('a rhythm', () => {
  const zone = 'Europe/Paris'
  const beat = (rhythm: Parameters<typeof nextBeat>[0], after: string) =>
    nextBeat(rhythm, zone, new Date(after))?.toISOString()

  test('strikes on its weekdays, at the same time of the clock when the clocks change', () => {
    const weekly = { every: 'week' as const, weekdays: [7], time: '09:00' }
    expect(beat(weekly, '2026-10-18T08:00:00Z')).toBe('2026-10-25T08:00:00.000Z')
    expect(beat(weekly, '2026-10-25T08:00:00Z')).toBe('2026-11-01T08:00:00.000Z')
  })
  test('strikes on the last day of a month that is too short', () => {
    const monthly = { every: 'month' as const, day: 31, time: '10:00' }
    expect(beat(monthly, '2026-02-01T00:00:00Z')).toBe('2026-02-28T09:00:00.000Z')
    expect(beat(monthly, '2026-02-28T09:00:00Z')).toBe('2026-03-31T08:00:00.000Z')
  })
  test('strikes once', () => {
    const once = { every: 'once' as const, at: '2026-11-21T10:00:00Z' }
    expect(beat(once, '2026-11-20T10:00:00Z')).toBe('2026-11-21T10:00:00.000Z')
    expect(beat(once, '2026-11-21T10:00:00Z')).toBeUndefined()
  })
})

describe('an exit rule acts at once, wherever somebody is', () => {
  const rules = {
    exits: [{ event: 'Order Completed' }],
    exitAudiences: [{ audienceId, change: 'left' }],
  }
  const mailing = mail('mail')
  const webhook = { id: 'ask', kind: 'webhook', url: 'https://example.org/', next: 'mail' }
  const until = (on: object) => ({
    ...{ id: 'wait', kind: 'wait-until', timeoutSeconds: 86_400, onTimeout: 'mail' },
    branches: [{ name: 'met', on, next: 'mail' }],
  })
  const evenings = Array.from({ length: 24 }, (_, hour) => (hour === 20 ? 9 : 0))
  const places: [string, object[], Partial<Moment>, object][] = [
    ['in a pause', [{ id: 'day', kind: 'delay', seconds: 86_400, next: 'mail' }], {}, {}],
    [
      'until a date',
      [
        {
          ...{ id: 'date', kind: 'until-date', next: 'mail' },
          dates: [{ of: 'template', template: '2026-12-24' }],
        },
      ],
      {},
      {},
    ],
    ['until a time', [{ id: 'nine', kind: 'until-time', time: '09:00', next: 'mail' }], {}, {}],
    [
      'until the best hour',
      [{ id: 'best', kind: 'best-hour', next: 'mail' }],
      { hours: evenings },
      {},
    ],
    ['until an event', [until({ of: 'event', event: 'Visit' })], {}, {}],
    ['until an audience', [until({ of: 'audience', audienceId, is: 'in' })], {}, {}],
    ['until an answer', [{ ...webhook, onFailure: 'mail' }], {}, {}],
    ['in a paused journey', [], { paused: true }, {}],
    ['until their turn', [], {}, { throttle: { messages: 1, per: 'hour' } }],
  ]
  const leaving = [fact('Order Completed'), fact('Audience Left', { audienceId })]

  test.each(places)('%s', (_, steps, known, more) => {
    const plan = planWith([...steps, mailing], { ...rules, ...more })
    const there = begin(plan, known)
    expect([there.run.state, mails(there)]).toEqual(['waiting', []])
    for (const why of leaving) {
      const gone = advance(plan, there.run, why, momentAt(start, known))
      expect([gone.run.state, gone.run.reason, mails(gone)]).toEqual(['exited', why.name, []])
      const later = advance(plan, gone.run, undefined, at('2027-11-20T10:00:00Z'))
      expect(mails(later)).toEqual([])
    }
  })

  test('not by an event of another key, nor by another audience', () => {
    const plan = planWith(
      [{ id: 'day', kind: 'delay', seconds: 86_400, next: 'mail' }, mailing],
      rules,
    )
    const { run } = begin(plan)
    const others = [
      fact('Order Completed', { order_id: 'o2' }),
      fact('Audience Left', { audienceId: '0192d3a0-0000-4000-8000-00000000000b' }),
      fact('Audience Entered', { audienceId }),
    ]
    for (const other of others) {
      expect(advance(plan, run, other, momentAt(start)).run.state).toBe('waiting')
    }
  })
})
