import { defineRefusal } from '../../kernel/refusal.ts'

/** More is coming in than the disk takes: come back later, nothing was stored. Never a 4xx that drops. */
export const Overloaded = defineRefusal<{ retryAfter: number }>('thread/overloaded', 429)

export const UnknownWriteKey = defineRefusal<Record<string, never>>('thread/unknown-write-key', 401)

export const NotReadable = defineRefusal<{ reason: string }>('thread/not-readable', 400)

export const SourceNameTaken = defineRefusal<{ name: string }>('thread/source-name-taken', 409)

export const ParkedNotFound = defineRefusal<{ id: string }>('thread/parked-not-found', 404)

export const StillRefused = defineRefusal<{ reason: string; detail: string }>(
  'thread/still-refused',
  422,
)
