import { z } from 'zod'

const path = z.string().min(1).max(200)

/** Where a computed property of a customer comes from. */
export type Value =
  | { kind: 'trait'; path: string }
  | { kind: 'event'; name: string; path: string }
  | { kind: 'file'; name: string }
  | { kind: 'userId' }
  | { kind: 'firstPresent'; of: Value[] }

const part: z.ZodType<Value> = z.lazy(() => Value)

/**
 * A trait; the value in the latest event of a name (or, with a `*` at its end, of names that begin so)
 * that has one, `$` for all its properties; a file attached to an event; the id by which the brand's
 * own systems know them; or the first of several that there is.
 */
export const Value: z.ZodType<Value> = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('trait'), path }),
    z.strictObject({ kind: z.literal('event'), name: path, path }),
    z.strictObject({ kind: z.literal('file'), name: path }),
    z.strictObject({ kind: z.literal('userId') }),
    z.strictObject({ kind: z.literal('firstPresent'), of: z.array(part).min(1).max(10) }),
  ])
  .meta({ id: 'ComputedValue' })

export const PropertyInput = z.object({
  value: Value,
  /** Changes only when somebody asks for it: a price that was promised, a segment at sign-up. */
  frozen: z.boolean().default(false),
})
export type PropertyInput = z.infer<typeof PropertyInput>

export const Property = PropertyInput.extend({ name: z.string(), changedAt: z.iso.datetime() })
export type Property = z.infer<typeof Property>

/** By name; what a customer has none of is absent. */
export const PropertiesOf = z.record(z.string(), z.unknown())
export type PropertiesOf = z.infer<typeof PropertiesOf>
