import { defineRefusal } from '../../kernel/refusal.ts'

export const AudienceNotFound = defineRefusal<{ id: string }>('audiences/not-found', 404)

/** Conditions may be nested, but a machine must be able to read them. */
export const ConditionTooDeep = defineRefusal<{ most: number }>('audiences/condition-too-deep', 422)

export const TooManyLeaves = defineRefusal<{ most: number }>('audiences/too-many-leaves', 422)

export const CustomerUnknown = defineRefusal<{ id: string }>('audiences/customer-unknown', 404)
