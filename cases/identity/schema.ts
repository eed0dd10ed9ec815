import { z } from 'zod'

/** A file of identity cases: settings by name, and steps with what must be there in the end. */
const Limit = z.object({ max: z.int(), windowDays: z.number().optional() })

const Config = z.object({
  priority: z.array(z.string()),
  limits: z.record(z.string(), Limit),
  blocked: z.array(z.string()),
  maxMerges: z.int(),
  maxMappings: z.int(),
  normalise: z.record(z.string(), z.string()),
  excludeNodes: z.array(z.string()).default([]),
  excludeEdges: z.array(z.tuple([z.string(), z.string()])).default([]),
})
export type Config = z.infer<typeof Config>

const Overrides = Config.partial().extend({ base: z.string() })

export const Step = z.looseObject({
  type: z.string(),
  timestamp: z.string().optional(),
  messageId: z.string().optional(),
  userId: z.unknown().optional(),
  anonymousId: z.unknown().optional(),
  traits: z.record(z.string(), z.unknown()).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  context: z.record(z.string(), z.unknown()).optional(),
  id: z.string().optional(),
  keep: z.string().optional(),
  absorb: z.string().optional(),
  last: z.unknown().optional(),
})
export type Step = z.infer<typeof Step>

const Cluster = z.object({
  ids: z.array(z.string()),
  traits: z.record(z.string(), z.unknown()).optional(),
  consent: z.record(z.string(), z.string()).optional(),
  eventCount: z.int().optional(),
  visits: z.int().optional(),
  survivorOf: z.int().optional(),
})
export type Cluster = z.infer<typeof Cluster>

export const Expectation = z.object({
  clusters: z.array(Cluster),
  eventProfile: z.array(z.int().nullable()).optional(),
  notTogether: z.array(z.array(z.string())).default([]),
  warnings: z.array(z.string()).default([]),
  eventsKept: z.int().optional(),
  merges: z.int().optional(),
  absentTraits: z.array(z.string()).default([]),
  consentUnknown: z.union([z.array(z.string()), z.boolean(), z.string()]).optional(),
})
export type Expectation = z.infer<typeof Expectation>

export const Case = z.object({
  id: z.string(),
  title: z.string(),
  config: z.union([z.string(), Overrides]),
  steps: z.array(Step),
  expect: Expectation,
})
export type Case = z.infer<typeof Case>

export const CaseFile = z.object({
  configs: z.record(z.string(), Config),
  cases: z.array(Case),
})

/** The config of a case: one of the file's, as it is or with what the case changes. Limits add up. */
export function configOf(one: Case, configs: Readonly<Record<string, Config>>): Config {
  const overrides = typeof one.config === 'string' ? { base: one.config } : one.config
  const base = configs[overrides.base]
  if (!base) throw new Error(`case ${one.id}: no config ${overrides.base}`)
  const { base: _, ...changed } = overrides
  return Config.parse({
    ...base,
    ...changed,
    limits: { ...base.limits, ...changed.limits },
    normalise: { ...base.normalise, ...changed.normalise },
  })
}

/** `email:a@b.fr`: the kind before the first colon. */
export function named(text: string): { kind: string; value: string } {
  const at = text.indexOf(':')
  return { kind: text.slice(0, at), value: text.slice(at + 1) }
}
