import { z } from 'zod'

export const planModes = ['off', 'observe', 'enforce'] as const
/** `observe`: what is otherwise than planned is taken and marked; `enforce`: it goes to quarantine. */
export const PlanMode = z.enum(planModes)
export type PlanMode = z.infer<typeof PlanMode>

export const valueTypes = [
  'any',
  'string',
  'number',
  'integer',
  'boolean',
  'date',
  'object',
  'array',
] as const
export const ValueType = z.enum(valueTypes)
export type ValueType = z.infer<typeof ValueType>

const Name = z.string().trim().min(1).max(100)

/** A repetition of a repetition can take for ever on a text made for it, and this runs at the door. */
const nested = /\([^()]*[+*}][^()]*\)\s*[+*{]/
const Pattern = z
  .string()
  .max(200)
  .refine((text) => compiles(text) && !nested.test(text))

function compiles(text: string): boolean {
  try {
    new RegExp(text, 'u')
    return true
  } catch {
    return false
  }
}

export const FieldRule = z.strictObject({
  type: ValueType,
  required: z.boolean().default(false),
  /** The only values that may be. */
  choices: z
    .array(z.union([z.string().max(200), z.number()]))
    .max(200)
    .optional(),
  /** A regular expression that the text must match somewhere. */
  pattern: Pattern.optional(),
})
export type FieldRule = z.infer<typeof FieldRule>

/** A property; of an array, `items` says what stands in each of its objects. */
export const PropertyRule = FieldRule.extend({
  items: z.record(Name, FieldRule).optional(),
})
export type PropertyRule = z.infer<typeof PropertyRule>

export const EventSchema = z.strictObject({
  properties: z.record(Name, PropertyRule),
  /** Properties that are not named are a violation. */
  closed: z.boolean().default(false),
})
export type EventSchema = z.infer<typeof EventSchema>

const rules = ['missing', 'type', 'choices', 'pattern', 'unplanned'] as const
/** Where an event is otherwise than planned. Codes only: never what the event said. */
export const Violation = z.object({ path: z.string(), rule: z.enum(rules) })
export type Violation = z.infer<typeof Violation>

export const EventName = z.string().trim().min(1).max(200)

export const PlanChange = z.strictObject({ name: EventName, mode: PlanMode, schema: EventSchema })
export type PlanChange = z.infer<typeof PlanChange>

export const PlannedEvent = z.object({
  name: z.string(),
  version: z.int(),
  mode: PlanMode,
  schema: EventSchema,
  changedAt: z.iso.datetime(),
  /** Events of the last seven days that were otherwise than planned. */
  violations: z.int(),
})
export type PlannedEvent = z.infer<typeof PlannedEvent>

export const PlanVersion = z.object({
  version: z.int(),
  mode: PlanMode,
  schema: EventSchema,
  changedBy: z.string(),
  changedAt: z.iso.datetime(),
})
export type PlanVersion = z.infer<typeof PlanVersion>

export const ViolationCount = Violation.extend({
  sourceId: z.uuid(),
  name: z.string(),
  events: z.int(),
})
export type ViolationCount = z.infer<typeof ViolationCount>

export const PlannedDetail = z.object({
  /** Null when nothing is planned for this event yet. */
  planned: PlannedEvent.nullable(),
  versions: z.array(PlanVersion),
  counts: z.array(ViolationCount),
})
export type PlannedDetail = z.infer<typeof PlannedDetail>

export const Plan = z.object({
  events: z.array(PlannedEvent),
  /** Names among the last events woven that the plan says nothing of. */
  unplanned: z.array(z.object({ name: z.string(), events: z.int() })),
  /** What is planned in Segment's e-commerce specification, ready to be taken up. */
  vocabulary: z.array(z.string()),
})
export type Plan = z.infer<typeof Plan>

export const TrialInput = z.strictObject({
  name: EventName,
  schema: EventSchema,
  days: z.int().min(1).max(90),
})
export type TrialInput = z.infer<typeof TrialInput>

/** What a plan would have said to the events that came in the last days. */
export const Trial = z.object({
  looked: z.int(),
  violating: z.int(),
  /** False when there were more events than are looked at in one go: these are the newest. */
  complete: z.boolean(),
  counts: z.array(Violation.extend({ events: z.int() })),
  examples: z.array(
    z.object({
      id: z.uuid(),
      at: z.iso.datetime(),
      violations: z.array(Violation),
      properties: z.record(z.string(), z.unknown()),
    }),
  ),
})
export type Trial = z.infer<typeof Trial>
