import { z } from 'zod'
import {
  EventMatch,
  Path,
  Seconds,
  StepId,
  Test,
  TimeOfDay,
  Weekdays,
  Zone,
} from './condition-contract.ts'

const WayName = z.string().min(1).max(80)
/** A Liquid template: `{{ event.colour }}`, `{{ traits.first_name }}`, `{{ answers.step.body.code }}`. */
const Template = z.string().max(5_000)

/** What every step has. */
const step = <Kind extends string>(kind: Kind) => ({ id: StepId, kind: z.literal(kind) })

/** Shares are weights. */
export const Arm = z.object({ name: WayName, share: z.number().positive().max(100), next: StepId })
export type Arm = z.infer<typeof Arm>

/**
 * What ends a wait: an event (of the run's key), now or, if `since` says so, already since the run
 * began; or an audience: `in` and `out` also hold for who is there already, `entered` and `left` only
 * for who comes or goes while they wait.
 */
export const Awaited = z.discriminatedUnion('of', [
  EventMatch.extend({
    of: z.literal('event'),
    since: z.enum(['arrival', 'entry']).default('arrival'),
  }),
  z.object({
    of: z.literal('audience'),
    audienceId: z.uuid(),
    is: z.enum(['in', 'out', 'entered', 'left']),
  }),
])
export type Awaited = z.infer<typeof Awaited>

/** Where a date is: at a path of the traits or of the run's event, or what a template says. */
export const DateSource = z.discriminatedUnion('of', [
  z.object({ of: z.literal('traits'), path: Path }),
  z.object({ of: z.literal('event'), path: Path }),
  z.object({ of: z.literal('template'), template: Template }),
])
export type DateSource = z.infer<typeof DateSource>

/** The channels by which somebody can be chosen to be written to; which ones can send, `flaws` says. */
export const JourneyChannel = z.enum(['email', 'sms', 'web-push', 'mobile-push', 'whatsapp'])
export type JourneyChannel = z.infer<typeof JourneyChannel>

const messageStep = z.object({ ...step('message'), templateId: z.uuid(), next: StepId })

const waits = [
  z.object({ ...step('delay'), seconds: Seconds, next: StepId }),
  /** The first of these dates that is there, so much later or earlier; at once if none is, or it is past. */
  z.object({
    ...step('until-date'),
    dates: z.array(DateSource).min(1).max(5),
    offsetSeconds: z
      .int()
      .min(-400 * 86_400)
      .max(400 * 86_400)
      .default(0),
    next: StepId,
    /** Where there is no such date, or it is past; `next`, if absent. */
    otherwise: StepId.optional(),
  }),
  /** The next time that clocks where the customer lives show this time, on one of these weekdays. */
  z.object({
    ...step('until-time'),
    time: TimeOfDay,
    weekdays: Weekdays.optional(),
    /** Whose clock, where the customer's is not known; the brand's, if absent. */
    defaultZone: Zone.optional(),
    next: StepId,
  }),
  /** The hour in which the customer does most, within so long; the given time where too little is known. */
  z.object({
    ...step('best-hour'),
    withinSeconds: Seconds.max(7 * 86_400).default(86_400),
    otherwise: TimeOfDay.optional(),
    next: StepId,
  }),
  z.object({
    ...step('wait-until'),
    branches: z
      .array(z.object({ name: WayName, on: Awaited, next: StepId }))
      .min(1)
      .max(10),
    timeoutSeconds: Seconds,
    onTimeout: StepId,
  }),
] as const

const ways = [
  z.object({ ...step('condition'), ...Test.shape, yes: StepId, no: StepId }),
  /** The first branch that holds. */
  z.object({
    ...step('branch'),
    branches: z
      .array(z.object({ name: WayName, ...Test.shape, next: StepId }))
      .min(1)
      .max(10),
    otherwise: StepId,
  }),
  z.object({ ...step('split'), arms: z.array(Arm).min(2).max(10) }),
  /** A split whose arms are told to the thread (`Experiment Viewed`), by the name of the experiment. */
  z.object({
    ...step('experiment'),
    experiment: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,79}$/),
    arms: z.array(Arm).min(2).max(10),
  }),
  /** The first channel on which they agreed and can be reached: in this order, or the one they use most. */
  z.object({
    ...step('channel'),
    channels: z
      .array(z.object({ channel: JourneyChannel, next: StepId }))
      .min(1)
      .max(5),
    prefer: z.enum(['listed', 'used']).default('listed'),
    otherwise: StepId,
  }),
] as const

const deeds = [
  messageStep,
  /** Sets traits: text is a template, null takes the trait back. */
  z.object({
    ...step('update'),
    traits: z.record(
      z.string().min(1).max(100),
      z.union([Template, z.number(), z.boolean(), z.null()]),
    ),
    next: StepId,
  }),
  z.object({ ...step('list'), listId: z.uuid(), action: z.enum(['add', 'remove']), next: StepId }),
  /** Told to the thread (`Award Granted`), where loyalty and coupons take it from. */
  z.object({
    ...step('award'),
    award: z.enum(['points', 'coupon']),
    points: z.int().positive().max(1_000_000).optional(),
    /** The promotion that the coupon is of. */
    promotion: z.string().max(100).optional(),
    reason: z.string().max(200).default(''),
    next: StepId,
  }),
  /** Calls an address and waits for its answer, which conditions and templates may then use. */
  z.object({
    ...step('webhook'),
    url: z.url({ protocol: /^https?$/ }).max(2_000),
    method: z.enum(['POST', 'PUT', 'GET']).default('POST'),
    headers: z.record(z.string().max(100), z.string().max(1_000)).default({}),
    /** A template of the body; if absent, what is known of the run as JSON. */
    body: Template.optional(),
    next: StepId,
    /** Where it was refused, or never answered. */
    onFailure: StepId,
  }),
  /** Lets the customer begin another journey, or ends their runs of it. */
  z.object({
    ...step('journey'),
    action: z.enum(['start', 'stop']),
    journeyId: z.uuid(),
    next: StepId,
  }),
  /** Something for people of a shop or of the service to do. */
  z.object({
    ...step('task'),
    for: z.enum(['shop', 'agent']),
    title: z.string().min(1).max(200),
    text: Template.default(''),
    /** By when it is to be done. */
    withinSeconds: Seconds.optional(),
    next: StepId,
  }),
  /** Who comes by here has reached what the journey is for. */
  z.object({ ...step('goal'), name: WayName, next: StepId }),
] as const

export const Step = z.discriminatedUnion('kind', [
  ...waits,
  ...ways,
  ...deeds,
  z.object({ ...step('exit') }),
])
export type Step = z.infer<typeof Step>
export type StepOf<Kind extends Step['kind']> = Extract<Step, { kind: Kind }>

/** A way out of a step, by the name that a person's path notes where there are several. */
export interface Way {
  readonly name: string
  readonly to: string
}

const way = (name: string, to: string): Way => ({ name, to })

/** Where a step may lead, in the order in which its ways are drawn. */
export function waysOf(step: Step): Way[] {
  switch (step.kind) {
    case 'exit':
      return []
    case 'wait-until':
      return [
        way('time-out', step.onTimeout),
        ...step.branches.map(({ name, next }) => way(name, next)),
      ]
    case 'condition':
      return [way('yes', step.yes), way('no', step.no)]
    case 'branch':
      return [
        ...step.branches.map(({ name, next }) => way(name, next)),
        way('otherwise', step.otherwise),
      ]
    case 'split':
    case 'experiment':
      return step.arms.map(({ name, next }) => way(name, next))
    case 'channel':
      return [
        ...step.channels.map(({ channel, next }) => way(channel, next)),
        way('otherwise', step.otherwise),
      ]
    case 'webhook':
      return [way('next', step.next), way('failed', step.onFailure)]
    case 'until-date':
      return [
        way('next', step.next),
        ...(step.otherwise === undefined ? [] : [way('otherwise', step.otherwise)]),
      ]
    default:
      return [way('next', step.next)]
  }
}
