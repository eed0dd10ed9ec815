import { defineRefusal } from '../../kernel/refusal.ts'

export const PromotionNotFound = defineRefusal<{ id: string }>('promotions/not-found', 404)

/** Only a draft can be deleted, and only what is active ended. */
export const PromotionNotInState = defineRefusal<{ id: string; expected: string }>(
  'promotions/not-in-state',
  409,
)

/** Of what was given in the quote nothing is left: others were faster. */
export const PromotionUsedUp = defineRefusal<{
  promotionId: string
  code: string | null
  why: 'ended' | 'codeUsed' | 'customerLimit' | 'usedUp'
}>('promotions/used-up', 409)

export const CodeTaken = defineRefusal<{ code: string }>('promotions/code-taken', 409)

export const CardUnknown = defineRefusal<Record<string, never>>('promotions/card-unknown', 404)

/** It cannot be paid with: its day is over, or it was blocked. */
export const CardClosed = defineRefusal<{ tail: string; why: 'expired' | 'blocked' }>(
  'promotions/card-closed',
  409,
)

export const CardTooLow = defineRefusal<{ available: number; currency: string }>(
  'promotions/card-too-low',
  409,
)

export const CardOfOtherCurrency = defineRefusal<{ currency: string }>(
  'promotions/card-other-currency',
  409,
)
