import type { Product } from '../product.ts'
import type { Outcome } from '../suite.ts'

/** What cases without a timeline run in. */
export interface Scene {
  readonly product: Product
  readonly zero: number
  readonly tell: (outcome: Outcome) => void
}

const dayMs = 86_400_000

/** `ms now-1d` stands for a number that a file cannot write. */
export function meant(values: Record<string, unknown>, now: number): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const [, sign = '+', days = '0'] =
        (typeof value === 'string' && /^ms now(?:([+-])(\d+)d)?$/.exec(value)) || []
      const isNow = typeof value === 'string' && /^ms now/.test(value)
      return [name, isNow ? now + (sign === '-' ? -1 : 1) * Number(days) * dayMs : value]
    }),
  )
}

/** Says who somebody is, and what they did, as a client would. */
export async function appear(
  { product }: Scene,
  userId: string,
  traits: Record<string, unknown>,
  events: readonly Record<string, unknown>[] = [],
): Promise<void> {
  const { collect, settle, time } = product
  await collect({ type: 'identify', userId, traits: meant(traits, time.now.getTime()) })
  for (const { name, ...properties } of events) {
    await collect({ type: 'track', userId, event: name, properties })
  }
  await settle()
}
