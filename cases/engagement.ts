import { z } from 'zod'
import type { Product } from './product.ts'

/** The files of engagement cases, as their README describes them: things happen, some are expected. */
const Properties = z.record(z.string(), z.unknown())

const Named = z.object({ name: z.string() })
const Definitions = z.object({
  segments: z.array(Named.extend({ where: Properties })).optional(),
  properties: z.array(Named.extend({ value: Properties })).optional(),
})

const Journey = z.object({ name: z.string(), entered_by_segment: z.string() })

const Expected = z.object({
  segments: z.record(z.string(), z.boolean()).optional(),
  properties: Properties.optional(),
})

export const Step = z.object({
  at_ms: z.number(),
  type: z.enum(['traits', 'event', 'manual_list', 'message_event']).optional(),
  message_event: z.string().optional(),
  template: z.string().optional(),
  user: z.union([z.string(), z.number()]).optional(),
  anonymous: z.union([z.string(), z.number()]).optional(),
  event_time_ms: z.number().optional(),
  received_ms: z.number().optional(),
  set: Properties.optional(),
  name: z.string().optional(),
  properties: Properties.optional(),
  message_id: z.string().optional(),
  segment: z.string().optional(),
  version: z.number().optional(),
  member: z.boolean().optional(),
  repeat: z.number().optional(),
  first: z.array(z.lazy((): z.ZodType => Step)).optional(),
  redefine: Definitions.optional(),
  publish_journeys: z.array(Journey).optional(),
  evaluate: z.boolean().optional(),
  expect: z
    .object({
      users: z.record(z.string(), Expected).optional(),
      journey_entries_total: z.record(z.string(), z.number()).optional(),
      user_count: z.number().optional(),
    })
    .optional(),
})
export type Step = z.infer<typeof Step>
export type Expectation = NonNullable<Step['expect']>

export const Case = Definitions.extend({
  id: z.string(),
  title: z.string(),
  journeys_entered_by_segment: z.array(Journey).optional(),
  timeline: z.array(Step),
})
export type Case = z.infer<typeof Case>
export type Definitions = z.infer<typeof Definitions>

export const CaseFile = z.object({
  time_zero: z.iso.datetime(),
  cases: z.array(z.looseObject({ id: z.string(), title: z.string() })),
})

/** Lets time go on to a moment, doing on the way what it brings about. */
export async function timeComes(product: Product, moment: number): Promise<void> {
  if (moment <= product.time.now.getTime()) return
  product.time.now = new Date(moment)
  await product.settle()
}

/** Sends the event of a step as a client library would; a repeated one for so many people. */
export async function send(product: Product, zero: number, step: Step): Promise<void> {
  const { repeat, first } = step
  if (repeat === undefined || !first) return sendOne(product, zero, step)
  for (let index = 0; index < repeat; index++) {
    for (const one of first as Step[]) {
      const named = { ...(step.type && { type: step.type }), ...one, at_ms: step.at_ms }
      await sendOne(product, zero, { ...named, user: `${one.user ?? 'user-'}${index}` })
    }
  }
}

async function sendOne({ collect }: Product, zero: number, step: Step): Promise<void> {
  const { type, user, anonymous, event_time_ms = step.at_ms, message_id } = step
  const { message_event, name = message_event, template } = step
  await collect({
    ...(user !== undefined && { userId: String(user) }),
    ...(anonymous !== undefined && { anonymousId: String(anonymous) }),
    timestamp: new Date(zero + event_time_ms).toISOString(),
    ...(message_id !== undefined && { messageId: message_id }),
    ...(type === 'traits'
      ? { type: 'identify', traits: step.set ?? {} }
      : {
          type: 'track',
          event: name,
          properties: {
            ...(template !== undefined && { templateId: template }),
            ...step.properties,
          },
        }),
  })
}

/** The customer who bears a user id, or an anonymous one, of a case. */
export async function personOf({ call }: Product, user: string): Promise<string | undefined> {
  for (const kind of ['user_id', 'anonymous_id']) {
    const path = `/api/customers/by/${kind}/${encodeURIComponent(user)}`
    const found = await call('GET', path).catch(absent)
    if (found) return found.id
  }
  return undefined
}

function absent(error: Error): undefined {
  if (!error.message.includes('customers/')) throw error
  return undefined
}
