import { z } from 'zod'
import { newId } from '../../server/src/kernel/id.ts'
import { PromotionUsedUp, redeem } from '../../server/src/modules/promotions/index.ts'
import type { Product } from '../product.ts'
import { faultsOf } from './compare.ts'
import type { Case } from './schema.ts'

const Limited = z.object({
  usage_limit: z.int().optional(),
  limit: z.int().optional(),
  per_customer_limit: z.int().optional(),
  budget: z.int().optional(),
  discount: z.int().default(100),
  buyers: z.int().optional(),
  orders: z.int().optional(),
  attempts: z.int().optional(),
})

const names = ['usage_limit', 'limit', 'per_customer_limit', 'budget']

export const isLimited = (given: object) => names.some((name) => name in given)

/** A promotion that so many want at the same moment: as many as its limits allow have it. */
export async function useUp(product: Product, { given, then }: Case): Promise<string[]> {
  const limited = Limited.parse(given)
  const { id: promotionId } = await product.call('POST', '/api/promotions', {
    ...{ name: 'limited', currency: 'EUR' },
    effect: { kind: 'fixed', how: 'order', amount: limited.discount },
    limits: {
      total: limited.usage_limit ?? limited.limit ?? null,
      perCustomer: limited.per_customer_limit ?? null,
      budget: limited.budget ?? null,
    },
  })
  await product.call('POST', `/api/promotions/${promotionId}/activate`)
  const attempts = limited.attempts ?? limited.orders ?? limited.buyers ?? 2
  const same = limited.buyers === undefined && limited.per_customer_limit !== undefined
  const one = newId()
  const results = await Promise.all(
    Array.from({ length: attempts }, () =>
      use(product, { promotionId, customerId: same ? one : newId(), amount: limited.discount }),
    ),
  )
  const accepted = results.filter(Boolean).length
  const refused = attempts - accepted
  return faultsOf(then, {
    ...{ accepted, applied: accepted, ok: accepted, used: accepted, orders: accepted },
    ...{ refused, rejected: refused, spent: accepted * limited.discount },
  })
}

const use = (
  { inWork }: Product,
  { promotionId, customerId, amount }: { promotionId: string; customerId: string; amount: number },
): Promise<boolean> =>
  inWork((work) =>
    redeem(work, {
      ...{ orderId: newId(), customerId, currency: 'EUR' },
      uses: [{ promotionId, amount }],
    }),
  ).then(
    () => true,
    (error: Error) => {
      if (error instanceof PromotionUsedUp) return false
      throw error
    },
  )
