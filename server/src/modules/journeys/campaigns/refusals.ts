import { defineRefusal } from '../../../kernel/refusal.ts'
import type { CampaignLack } from './contract.ts'

export const CampaignNotFound = defineRefusal<{ id: string }>('journeys/campaign-not-found', 404)

/** Only a draft can be changed, only what is sent paused … */
export const CampaignNotInState = defineRefusal<{ id: string; state: string; expected: string }>(
  'journeys/campaign-not-in-state',
  409,
)

/** It cannot be sent as it is. */
export const CampaignIncomplete = defineRefusal<{ lacks: readonly CampaignLack[] }>(
  'journeys/campaign-incomplete',
  422,
)
