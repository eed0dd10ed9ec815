import { defineRefusal } from '../../../kernel/refusal.ts'

/** No source of the kind webhook is behind this address, or it has no secret yet. */
export const NoSuchHook = defineRefusal<Record<string, never>>('thread/no-such-webhook', 404)

export const SignatureRefused = defineRefusal<{ reason: string }>('thread/signature-refused', 401)

/** The very same request was taken before. */
export const Replayed = defineRefusal<Record<string, never>>('thread/webhook-replayed', 409)

/** The secret was sealed with a key that is not here: SEAL_KEY, or seal.key in the data folder. */
export const SecretUnreadable = defineRefusal<Record<string, never>>(
  'thread/webhook-secret-unreadable',
  503,
)

/** There is no payload yet to try a mapping on. */
export const NothingCame = defineRefusal<Record<string, never>>('thread/webhook-nothing-came', 409)
