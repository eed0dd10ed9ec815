import { z } from 'zod'
import type { Sink } from '../../bench/sink.ts'
import { momentOf } from '../../server/src/kernel/wall-clock.ts'
import { attempt } from '../each.ts'
import type { Product } from '../product.ts'
import { draftTo, gather, listed, offer } from './crowd.ts'
import type { Scene } from './scene.ts'
import { until } from './time.ts'

const Moment = z.strictObject({
  at: z.enum(['first message', 'end']).optional(),
  after_ms: z.number().optional(),
  do: z.enum(['pause', 'resume', 'cancel']).optional(),
  expect_sent: z.number().optional(),
})

const Zoned = z.strictObject({
  timezone: z.string().optional(),
  subscribed: z.boolean().optional(),
})

export const Broadcast = z.strictObject({
  ...{ id: z.string(), title: z.string(), from: z.string().optional() },
  users: z.union([z.number(), z.array(Zoned)]),
  /** Of so many users, those who agreed; all, if absent. */
  subscribed: z.number().optional(),
  rate_per_s: z.number().optional(),
  batch: z.number().optional(),
  /** As a clock shows it: `2027-01-01 08:00`; that of `default_timezone`, else of each user. */
  scheduled_at: z.string().optional(),
  default_timezone: z.string().optional(),
  on_error: z.enum(['pause', 'skip']).optional(),
  timeline: z.array(Moment).default([]),
  expect_sent: z.number().optional(),
  expect: z.string().optional(),
})
type Broadcast = z.infer<typeof Broadcast>

interface Sending {
  readonly product: Product
  readonly provider: Sink
  readonly one: Broadcast
  readonly id: string
}

/** Broadcasts: how fast, paused and resumed, at which moment, and what an error of the provider does. */
export async function broadcastCases(
  scene: Scene,
  provider: Sink,
  given: { id: string; title: string },
): Promise<void> {
  const faults = await attempt(async () => {
    const one = Broadcast.parse(given)
    await scene.product.forgetEverybody()
    const sending = { product: scene.product, provider, one, id: await begin(scene.product, one) }
    if (one.on_error) return withError(sending, one.on_error)
    if (one.scheduled_at) return atTheMoment(sending, one.scheduled_at)
    return play(sending)
  })
  scene.tell({ id: given.id, title: given.title, faults })
}

const usersOf = ({ users, subscribed }: Broadcast) =>
  (typeof users === 'number' ? Array.from({ length: users }, () => ({})) : users).map(
    (user: z.infer<typeof Zoned>, at) => ({
      ...{ name: `user-${at}`, zone: user.timezone },
      subscribed: user.subscribed ?? at < (subscribed ?? Number.POSITIVE_INFINITY),
    }),
  )

async function begin(product: Product, one: Broadcast): Promise<string> {
  const users = usersOf(one)
  await gather(product, users)
  const list = await listed(
    product,
    one.id,
    users.map(({ name }) => name),
  )
  const { rate_per_s, batch, on_error } = one
  return draftTo(product, one.id, list, {
    templateId: await offer(product, one.id),
    ...(rate_per_s && { rate: { messages: rate_per_s, per: 'second' } }),
    ...(batch && { batch }),
    ...(on_error && { onError: on_error }),
    ...(one.scheduled_at && { when: whenOf(one, one.scheduled_at) }),
  })
}

function whenOf({ default_timezone }: Broadcast, shown: string) {
  const [day = '', time = ''] = shown.split(/[ T]/)
  if (!default_timezone) return { at: 'local', day, time }
  return { at: 'moment', moment: momentIn(default_timezone, shown).toISOString() }
}

function momentIn(zone: string, shown: string): Date {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = shown.split(/\D/).map(Number)
  return momentOf({ year, month, day }, hour * 60 + minute, zone)
}

const ask = ({ product, id }: Sending, verb: string) =>
  product.call('POST', `/api/campaigns/${id}/${verb}`)

const look = ({ product, id }: Sending) => product.call('GET', `/api/campaigns/${id}`)

async function sent(sending: Sending): Promise<number> {
  return (await look(sending)).progress.delivered
}

async function play(sending: Sending): Promise<string[]> {
  const { product, one } = sending
  await ask(sending, 'schedule')
  await product.settle()
  const faults: string[] = []
  const expectSent = async (when: string, expected: number | undefined) => {
    const found = await sent(sending)
    if (expected !== undefined && found !== expected) {
      faults.push(`${when}: ${found} sent, expected ${expected}`)
    }
  }
  for (const [at, moment] of one.timeline.entries()) {
    if (moment.do) await ask(sending, moment.do)
    if (moment.do) await product.settle()
    if (moment.after_ms) await until(product, product.time.now.getTime() + moment.after_ms)
    if (moment.at === 'end') await toTheEnd(sending)
    await expectSent(`step ${at}`, moment.expect_sent)
  }
  await toTheEnd(sending)
  const agreed = usersOf(one).filter(({ subscribed }) => subscribed).length
  if (one.timeline.length === 0) await expectSent('at the end', one.expect_sent ?? agreed)
  const { state } = await look(sending)
  return state === 'done' || state === 'cancelled' ? faults : [...faults, `it is ${state}`]
}

const longest = 48 * 3_600_000

const toTheEnd = ({ product }: Sending) => until(product, product.time.now.getTime() + longest)

/** The provider refuses the first mail for good, and is mended when the broadcast is resumed. */
async function withError(sending: Sending, on: 'pause' | 'skip'): Promise<string[]> {
  const { product, provider, one } = sending
  const all = usersOf(one).length
  provider.refuses = on === 'pause' ? all : 1
  await ask(sending, 'schedule')
  await product.settle()
  const faults: string[] = []
  const compare = (what: string, found: unknown, wanted: unknown) => {
    if (found !== wanted) faults.push(`${what}: ${found}, expected ${wanted}`)
  }
  if (on === 'pause') {
    const { state, reason, progress } = await look(sending)
    compare('after the error it is', `${state} (${reason})`, 'paused (error)')
    compare('refused before it is paused', progress.failed, 1)
    compare('sent before it is paused', progress.delivered, 0)
    provider.refuses = 0
    await toTheEnd(sending)
    compare('still sent', await sent(sending), 0)
    await ask(sending, 'resume')
  }
  await toTheEnd(sending)
  const { state, progress } = await look(sending)
  compare('at the end it is', state, 'done')
  compare('sent', progress.delivered, all - 1)
  compare('skipped', progress.failed, 1)
  return faults
}

/** Each is written to at the moment, and none before. */
async function atTheMoment(sending: Sending, shown: string): Promise<string[]> {
  const { product, one } = sending
  const moments = usersOf(one)
    .filter(({ subscribed }) => subscribed)
    .map(({ zone }) => momentIn(one.default_timezone ?? zone ?? 'UTC', shown).getTime())
  await ask(sending, 'schedule')
  const faults: string[] = []
  for (const moment of [...new Set(moments)].sort((one, other) => one - other)) {
    const due = (at: number) => moments.filter((one) => one <= at).length
    for (const at of [moment - 1, moment]) {
      await until(product, at)
      const found = await sent(sending)
      if (found !== due(at)) faults.push(`${found} sent at ${new Date(at).toISOString()}`)
    }
  }
  return faults
}
