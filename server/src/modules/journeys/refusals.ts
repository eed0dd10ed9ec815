import { defineRefusal } from '../../kernel/refusal.ts'
import type { Flaw } from './check.ts'

export const JourneyNotFound = defineRefusal<{ id: string }>('journeys/not-found', 404)

/** It cannot be published: what is wrong, at which step. */
export const JourneyFlawed = defineRefusal<{ flaws: readonly Flaw[] }>('journeys/flawed', 422)

/** Only those who are in the audience by which people enter can be let in. */
export const NobodyToInvite = defineRefusal<{ id: string }>('journeys/nobody-to-invite', 409)

export const NothingToPublish = defineRefusal<{ id: string }>('journeys/nothing-to-publish', 409)

/** Only what runs can be paused, and only what is paused resumed. */
export const JourneyNotInState = defineRefusal<{ id: string; expected: string }>(
  'journeys/not-in-state',
  409,
)
