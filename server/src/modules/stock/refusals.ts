import { defineRefusal } from '../../kernel/refusal.ts'

interface Short {
  readonly sku: string
  readonly locationId: string
  readonly asked: number
  readonly available: number
}

/** There is not as much as was asked for; nothing of the whole was taken. */
export const InsufficientStock = defineRefusal<Short>('stock/insufficient', 409)

/** The catalogue has no such article: it is added there first, and then comes into stock. `lines` are their places in what was sent. */
export const ItemUnknown = defineRefusal<{
  skus: string
  unknown: number
  more: number
  lines: number[]
}>('stock/sku-unknown', 422)

/** It expired and was given to others, or never was. */
export const ReservationGone = defineRefusal<{ id: string }>('stock/reservation-gone', 409)

/** The same id was used for something else. */
export const ReservationDiffers = defineRefusal<{ id: string }>('stock/reservation-differs', 409)

/** More was to leave, or to be let go, than this reservation holds. */
export const NotReserved = defineRefusal<Short>('stock/not-reserved', 409)

/** A correction that would leave less than nothing. */
export const BelowZero = defineRefusal<Short>('stock/below-zero', 422)

export const PaperNotFound = defineRefusal<{ id: string }>('stock/paper-not-found', 404)

/** Its goods are promised: whose they are decides what becomes of them. */
export const PaperHeld = defineRefusal<{ id: string; ref: string | null }>('stock/paper-held', 409)

/** It is done or was called off. */
export const PaperClosed = defineRefusal<{ id: string; state: string }>('stock/paper-closed', 409)
