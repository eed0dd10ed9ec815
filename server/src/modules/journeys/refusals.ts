import { defineRefusal } from '../../kernel/refusal.ts'
import type { JourneyFlaw } from './contract.ts'

export const JourneyNotFound = defineRefusal<{ id: string }>('journeys/not-found', 404)

/** It cannot be published: what is wrong, at which step. */
export const JourneyFlawed = defineRefusal<{ flaws: readonly JourneyFlaw[] }>(
  'journeys/flawed',
  422,
)

/** Only those who are in the audience by which people enter can be let in. */
export const NobodyToInvite = defineRefusal<{ id: string }>('journeys/nobody-to-invite', 409)

export const NothingToPublish = defineRefusal<{ id: string }>('journeys/nothing-to-publish', 409)

/** Only what runs can be paused, and only what is paused resumed. */
export const JourneyNotInState = defineRefusal<{ id: string; expected: string }>(
  'journeys/not-in-state',
  409,
)

/** By this journey people begin in another way. */
export const NotEnteredThisWay = defineRefusal<{ id: string; entry: string }>(
  'journeys/not-entered-this-way',
  409,
)

/** Nobody enters it now: it is a draft, drains or is stopped. */
export const JourneyClosed = defineRefusal<{ id: string; status: string }>('journeys/closed', 409)

export const NobodyNamed = defineRefusal<{ kind: string }>('journeys/nobody-named', 404)

export const VersionNotFound = defineRefusal<{ id: string; version: number }>(
  'journeys/version-not-found',
  404,
)

/** People cannot go on at a step that the version does not have. */
export const NoSuchStep = defineRefusal<{ steps: readonly string[] }>('journeys/no-such-step', 422)

/** People of an earlier publication are still being taken over. */
export const StillMoving = defineRefusal<{ id: string }>('journeys/still-moving', 409)

export const TaskNotFound = defineRefusal<{ id: string }>('journeys/task-not-found', 404)
export const TaskNotOpen = defineRefusal<{ id: string }>('journeys/task-not-open', 409)

/** Somebody else has saved it since it was read: who (unless they have left), and when. */
export const ChangedMeanwhile = defineRefusal<{ revision: number; by: string | null; at: string }>(
  'journeys/changed-meanwhile',
  409,
)

/** It has no changes that are not published, or was never published. */
export const NoDraftToDiscard = defineRefusal<{ id: string }>('journeys/no-draft-to-discard', 409)
