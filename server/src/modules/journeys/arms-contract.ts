import { z } from 'zod'

/** A share with the interval in which it lies 19 times out of 20. */
export const Share = z.object({ share: z.number(), low: z.number(), high: z.number() })
export type Share = z.infer<typeof Share>

/** Minor units for each person, with the interval in which they lie 19 times out of 20. */
export const EachPerson = z.object({ mean: z.number(), low: z.number(), high: z.number() })

/** What those who were drawn into an arm brought by reaching the goal, in one currency. */
export const ArmRevenue = z.object({
  currency: z.string(),
  total: z.int(),
  /** Over all who entered, whether they bought or not; null of fewer than two. */
  each: EachPerson.nullable(),
  /** Above what the first arm's people brought; null of the first itself, and of few. */
  difference: EachPerson.nullable(),
})
export type ArmRevenue = z.infer<typeof ArmRevenue>

/**
 * What may be said of an arm beside the first: `more` or `less` where the interval of the difference
 * leaves no doubt, `open` where it does, `few` where there are too few people to look at it.
 */
export const ArmVerdict = z.enum(['first', 'more', 'less', 'open', 'few'])

/** One arm of a split; whoever came by several times counts once. */
export const ArmResult = z.object({
  name: z.string(),
  /** Of a hundred people, how many it is to get. */
  share: z.number(),
  entered: z.int(),
  /** Of them, who reached the goal after they were drawn. */
  reached: z.int(),
  /** Of the others, those who may still reach it. */
  open: z.int(),
  /** Null where nobody entered. */
  rate: Share.nullable(),
  /** Above the first arm's rate; null of the first itself and while either has nobody. */
  difference: Share.nullable(),
  verdict: ArmVerdict,
  /** In each currency that any arm brought; null where the goal has no amount, or not all were noted. */
  revenue: z.array(ArmRevenue).nullable(),
})
export type ArmResult = z.infer<typeof ArmResult>

export const SplitResult = z.object({
  step: z.string(),
  experiment: z.string().nullable(),
  arms: z.array(ArmResult),
})
export type SplitResult = z.infer<typeof SplitResult>

/** The splits of one version of a journey; the control group goes through them unwritten and is left out. */
export const JourneyArms = z.object({
  version: z.int().nullable(),
  /** The published versions that have a split, the newest first. */
  versions: z.array(z.int()),
  /** Null where it is reached by a step only. */
  goal: z.object({ event: z.string(), seconds: z.int() }).nullable(),
  /** Whether anything tells that the goal is reached. */
  hasGoal: z.boolean(),
  splits: z.array(SplitResult),
})
export type JourneyArms = z.infer<typeof JourneyArms>

/** Of which version; the newest that has a split, if absent. */
export const ArmsQuery = z.object({ version: z.coerce.number().int().positive().optional() })
export type ArmsQuery = z.infer<typeof ArmsQuery>
