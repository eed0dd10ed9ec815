import type { Stage } from './profile-contract.ts'

const day = 86_400_000

/** The rules of the stages, in days; they are shown wherever a stage is. */
export const stageRules = { new: 90, active: 180, lost: 365, loyalOrders: 3 } as const

/**
 * Where somebody stands with the brand, from the moments of the orders they kept: nobody who never
 * bought can be lost, and who buys again after years is active again.
 */
export function stageOf(orders: readonly Date[], now: Date): Stage {
  const ages = orders.map((at) => (now.getTime() - at.getTime()) / day)
  const last = Math.min(...ages)
  if (ages.length === 0) return 'prospect'
  if (last > stageRules.lost) return 'lost'
  if (last > stageRules.active) return 'at_risk'
  if (ages.filter((age) => age <= stageRules.lost).length >= stageRules.loyalOrders) return 'loyal'
  return Math.max(...ages) <= stageRules.new ? 'new' : 'active'
}
