import { defineRefusal } from '../../kernel/refusal.ts'

export const LocationUnknown = defineRefusal<{ location: string }>('shops/location-unknown', 404)
