import { defineRefusal } from '../../kernel/refusal.ts'

/** What would miss it, by id, and for people by name. */
interface InUse {
  by: string[]
  names: string
}

export const AudienceNotFound = defineRefusal<{ id: string }>('audiences/not-found', 404)

/** Conditions may be nested, but a machine must be able to read them. */
export const ConditionTooDeep = defineRefusal<{ most: number }>('audiences/condition-too-deep', 422)

export const TooManyLeaves = defineRefusal<{ most: number }>('audiences/too-many-leaves', 422)

export const CustomerUnknown = defineRefusal<{ id: string }>('audiences/customer-unknown', 404)

export const AudienceUnknown = defineRefusal<{ id: string }>('audiences/audience-unknown', 422)

/** An audience that named itself, through whichever others, would mean nothing. */
export const AudienceNamesItself = defineRefusal<{ id: string }>('audiences/names-itself', 422)

/** Others mean what this one means, or go by it. */
export const AudienceInUse = defineRefusal<InUse>('audiences/in-use', 409)

export const ListNotFound = defineRefusal<{ id: string }>('audiences/list-not-found', 404)
export const ListUnknown = defineRefusal<{ id: string }>('audiences/list-unknown', 422)
export const ListInUse = defineRefusal<InUse>('audiences/list-in-use', 409)

export const PropertyNotFound = defineRefusal<{ name: string }>('audiences/property-not-found', 404)

export const SyncNotFound = defineRefusal<{ id: string }>('audiences/sync-not-found', 404)

export const PersonaUnknown = defineRefusal<{ id: string }>('audiences/persona-unknown', 422)
export const PersonaNotFound = defineRefusal<{ id: string }>('audiences/persona-not-found', 404)
export const PersonasNotFound = defineRefusal<{ id: string }>('audiences/personas-not-found', 404)
export const PersonasInUse = defineRefusal<{ by: string[] }>('audiences/personas-in-use', 409)
export const PersonaSearchRunning = defineRefusal<Record<string, never>>(
  'audiences/persona-search-running',
  409,
)
