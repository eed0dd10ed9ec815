import { defineRefusal } from '../../../kernel/refusal.ts'

export const SourceNotFound = defineRefusal<{ id: string }>('thread/source-not-found', 404)

/** Somebody switched the source off. */
export const SourceOff = defineRefusal<Record<string, never>>('thread/source-off', 403)

/** The key belongs into other pages than the one that used it. */
export const OriginRefused = defineRefusal<{ origin: string | null }>('thread/origin-refused', 403)

/** The source sends more than it was allowed to; nothing was stored, the client comes back. */
export const TooFast = defineRefusal<{ retryAfter: number }>('thread/too-fast', 429)
