import { defineRefusal } from '../../kernel/refusal.ts'

export const LocationUnknown = defineRefusal<{ location: string }>('shops/location-unknown', 404)
export const LocationExists = defineRefusal<{ code: string }>('shops/location-exists', 409)
/** Somebody saved it after it was read. */
export const LocationChanged = defineRefusal<{ id: string }>('shops/location-changed', 409)
/** Two of a day's times lie over each other. */
export const HoursOverlap = defineRefusal<{ day: string }>('shops/hours-overlap', 422)
