import { z } from 'zod'
import { CustomerLeaves } from './customer-leaf-contract.ts'
import { EventLeaves } from './event-leaf-contract.ts'
import { FigureLeaves } from './figure-leaf-contract.ts'

export type Leaf =
  | z.infer<(typeof EventLeaves)[number]>
  | z.infer<(typeof CustomerLeaves)[number]>
  | z.infer<(typeof FigureLeaves)[number]>

/** `all` of nothing is everyone, `any` of nothing is nobody. */
export type Condition =
  | Leaf
  | { kind: 'all' | 'any'; of: Condition[] }
  | { kind: 'not'; of: Condition }

const part: z.ZodType<Condition> = z.lazy(() => Condition)
export const Condition: z.ZodType<Condition> = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.enum(['all', 'any']), of: z.array(part).max(100) }),
    z.strictObject({ kind: z.literal('not'), of: part }),
    ...EventLeaves,
    ...CustomerLeaves,
    ...FigureLeaves,
  ])
  .meta({ id: 'AudienceCondition' })
