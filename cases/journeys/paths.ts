import { z } from 'zod'
import { attempt } from '../each.ts'
import { personOf } from '../engagement.ts'
import type { Product } from '../product.ts'
import { Segments } from '../segments/suite.ts'
import { appear, type Scene } from './scene.ts'
import { until } from './time.ts'

const Record = z.record(z.string(), z.unknown())
const Path = z.object({
  ...{ id: z.string(), title: z.string() },
  user: Record.default({}),
  events: z.array(Record).default([]),
  entry_event: Record.default({}),
  path: z.array(z.string()).optional(),
  path_at_first: z.array(z.string()).optional(),
  path_after: z.array(z.string()).optional(),
  template: z.record(z.string(), z.string()).optional(),
  user_after: Record.optional(),
  delay_until_after_min: z.number().optional(),
})
type Path = z.infer<typeof Path>

const hour = 3600
const started = 'Journey started'
const end = { id: 'end', kind: 'exit' }

/** Small journeys that the file names by what they do: the way somebody takes, and what becomes of them. */
export async function pathCases(scene: Scene, given: object): Promise<void> {
  const one = Path.parse(given)
  const faults = await attempt(async () => {
    await scene.product.forgetEverybody()
    const segments = new Segments(scene.product)
    try {
      return await play(scene, one, segments)
    } finally {
      await segments.forget()
    }
  })
  scene.tell({ id: one.id, title: one.title, faults })
}

async function play(scene: Scene, one: Path, segments: Segments): Promise<string[]> {
  const { product } = scene
  const { call, time } = product
  const steps = await stepsFor(one, segments)
  const definition = {
    entry: { kind: 'event', event: started },
    reentry: 'never',
    first: steps[0]?.id ?? 'end',
    steps: [...steps, end],
  }
  const { id } = await call('POST', '/api/journeys', { name: one.id, definition })
  await call('POST', `/api/journeys/${id}/publish`)
  await appear(scene, 'somebody', one.user, one.events)
  const begun = time.now.getTime()
  await appear(scene, 'somebody', {}, [{ name: started, ...one.entry_event }])
  const faults: string[] = []
  const expect = (what: string, found: unknown, wanted: unknown) => {
    if (wanted !== undefined && JSON.stringify(found) !== JSON.stringify(wanted)) {
      faults.push(`${what}: ${JSON.stringify(found)}, expected ${JSON.stringify(wanted)}`)
    }
  }
  const way = async () => (await runOf(product)).way
  expect('path', await way(), one.path ?? one.path_at_first)
  if (one.path_after) {
    await until(product, begun + hour * 1000)
    expect('path after the first delay', await way(), one.path_after)
  }
  if (one.user_after) {
    const person = await personOf(product, 'somebody')
    const { traits } = await call('GET', `/api/customers/${person}`)
    const kept = Object.keys(one.user_after).map((name) => [name, traits[name]])
    expect('traits', Object.fromEntries(kept), one.user_after)
  }
  if (one.delay_until_after_min !== undefined) {
    const { dueAt } = await runOf(product)
    const minutes = dueAt ? (Date.parse(dueAt) - begun) / 60_000 : 0
    if (minutes < one.delay_until_after_min) faults.push(`waits ${minutes} minutes`)
  }
  await call('POST', `/api/journeys/${id}/stop`)
  await product.settle()
  return faults
}

/** The steps in the order in which they were come to; `e` is the entrance. */
async function runOf(product: Product): Promise<{ way: string[]; dueAt: string | null }> {
  const person = await personOf(product, 'somebody')
  const { journeys } = await product.call('GET', `/api/customers/${person}/journeys`)
  const [run] = journeys
  if (!run) return { way: [], dueAt: null }
  const came = run.path.filter(({ what }: { what: string }) => !['entered', 'ended'].includes(what))
  const steps = came.map(({ step }: { step: string }) => step)
  return { way: ['e', ...new Set<string>(steps)], dueAt: run.dueAt }
}

async function stepsFor(one: Path, segments: Segments): Promise<{ id: string }[]> {
  const { title, template, delay_until_after_min } = one
  const delay = (id: string, next: string) => ({ id, kind: 'delay', seconds: hour, next })
  if (template) {
    const traits = Object.fromEntries(
      Object.entries(template).map(([name, text]) => [
        name,
        text.replaceAll('entry_event.', 'event.'),
      ]),
    )
    return [{ id: 'u1', kind: 'update', traits, next: 'end' } as { id: string }]
  }
  if (delay_until_after_min !== undefined) {
    const dates = [{ of: 'template', template: '{{ now | plus_seconds: 3600 }}' }]
    return [{ id: 'd1', kind: 'until-date', dates, next: 'end' } as { id: string }]
  }
  if (/loop/i.test(title)) {
    const all = [{ of: 'traits', path: 'some_field', is: 'eq', value: true }]
    return [
      { id: 'g1', kind: 'condition', all, yes: 'g2', no: 'end' } as { id: string },
      { id: 'g2', kind: 'condition', all, yes: 'g1', no: 'end' } as { id: string },
    ]
  }
  if (/gate/i.test(title)) return gates(segments, delay)
  if (/delay/i.test(title)) return [delay('d1', 'd2'), delay('d2', 'end')]
  throw new Error('a journey of a kind that is not known here')
}

/** First the state, then the guitar; each end has a delay of its own. */
async function gates(
  segments: Segments,
  delay: (id: string, next: string) => { id: string },
): Promise<{ id: string }[]> {
  const guitar = { path: 'brand', eq: 'Fender' }
  await segments.define([{ name: 'guitar', where: { event: 'purchase', where: [guitar] } }])
  const is = (audience: string) => ({ of: 'audience', audienceId: audience, is: 'in' })
  const steps: { id: string }[] = [
    {
      ...{ id: 'g1', kind: 'condition', yes: 'g2', no: 'd1' },
      all: [{ of: 'traits', path: 'state', is: 'eq', value: 'AL' }],
    } as { id: string },
    {
      ...{ id: 'g2', kind: 'condition', yes: 'd2', no: 'd3' },
      all: [is(segments.idOf('guitar'))],
    } as { id: string },
  ]
  return [...steps, ...['d1', 'd2', 'd3'].map((id) => delay(id, 'end'))]
}
