import { defineRefusal } from '../../kernel/refusal.ts'

/** A yes without known words is no consent. */
export const UnknownWording = defineRefusal<{
  purpose: string
  channel: string
  version: string | null
  language: string | null
}>('consent/unknown-wording', 422)

export const PurposeNotOnChannel = defineRefusal<{ purpose: string; channel: string }>(
  'consent/purpose-not-on-channel',
  422,
)

/** Published words are never edited: other words need another version. */
export const WordingExists = defineRefusal<{ id: string }>('consent/wording-exists', 409)

export const CustomerUnknown = defineRefusal<{ customerId: string }>(
  'consent/customer-unknown',
  404,
)

/** A link that we did not sign, or that was cut short on its way. */
export const BrokenLink = defineRefusal<Record<string, never>>('consent/broken-link', 404)
