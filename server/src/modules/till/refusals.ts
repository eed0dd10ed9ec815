import { defineRefusal } from '../../kernel/refusal.ts'

export const TillUnknown = defineRefusal<{ till: string }>('till/unknown', 404)
export const TillExists = defineRefusal<{ code: string }>('till/exists', 409)
export const ReceiptUnknown = defineRefusal<{ id: string }>('till/receipt-unknown', 404)
/** A till counts in one currency: its perpetual total would mean nothing else. */
export const OtherCurrency = defineRefusal<{ currency: string; of: string }>(
  'till/other-currency',
  409,
)
/** Only what is closed is archived. */
export const NotClosed = defineRefusal<{ period: string }>('till/not-closed', 409)
