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

export const RequestNotFound = defineRefusal<{ id: string }>('consent/request-not-found', 404)

/** Nobody of whom a copy could be made. */
export const NobodyFound = defineRefusal<{ by: string }>('consent/nobody-found', 404)

/** What is done, refused or running cannot be decided once more. */
export const RequestSettled = defineRefusal<{ state: string }>('consent/request-settled', 409)

export const AlreadyAsked = defineRefusal<{ id: string }>('consent/already-asked', 409)

export const AlreadyExtended = defineRefusal<Record<string, never>>('consent/already-extended', 409)

/** The wrong code, one that has expired, or one tried too often. */
export const CodeRefused = defineRefusal<{ triesLeft: number }>('consent/code-refused', 422)

/** The person has no address of ours to which a code could go. */
export const NoKnownAddress = defineRefusal<Record<string, never>>('consent/no-known-address', 422)

export const UnknownMeasuredSite = defineRefusal<Record<string, never>>('consent/unknown-site', 401)
