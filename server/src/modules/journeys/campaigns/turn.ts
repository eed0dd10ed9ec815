import type { Db } from '../../../kernel/database.ts'
import { signal } from '../../../kernel/signals.ts'
import type { Work } from '../../../kernel/work.ts'
import { knownAudiences, knownLists } from '../../audiences/index.ts'
import { campaignPulse, templates } from '../../messages/index.ts'
import { brand } from '../../team/index.ts'
import { type CampaignRow, campaignRow, notInState } from './campaigns.ts'
import type { CampaignLack, CampaignState } from './contract.ts'
import { beginningOf, isPast } from './moment.ts'
import { CampaignIncomplete } from './refusals.ts'
import { takeBack } from './take-back.ts'
import './tables.ts'

export const campaignsDue = 'journeys.campaigns'

/** From now on it goes out by itself when its moment comes. */
export async function scheduleCampaign(work: Work, id: string): Promise<void> {
  const campaign = await campaignRow(work.tx, id)
  if (campaign.state !== 'draft') throw notInState(campaign, ['draft'])
  const lacks = await lacksOf(work.tx, campaign, work.now)
  if (lacks.length > 0) throw new CampaignIncomplete({ lacks })
  const beginsAt = beginningOf(campaign.definition.when, work.now)
  await turn(work, id, ['draft'], { state: 'scheduled', begins_at: beginsAt })
}

/** It is a draft again, as long as it has not begun. */
export const unscheduleCampaign = (work: Work, id: string) =>
  turn(work, id, ['scheduled'], { state: 'draft', begins_at: null, reason: null })

/** What a sender has in hand goes out, nothing else. */
export async function pauseCampaign(
  work: Work,
  id: string,
  reason: CampaignRow['reason'] = null,
): Promise<void> {
  await turn(work, id, ['sending'], { state: 'paused', reason })
  await takeBack(work, id)
}

/** Goes on where it was; one that should have begun long ago begins now. */
export async function resumeCampaign(work: Work, id: string): Promise<void> {
  const { errors } = await campaignPulse(work.tx, id)
  await turn(work, id, ['paused'], { state: 'sending', reason: null, errors, portion: 0 })
  await work.tx
    .updateTable('journeys.campaign')
    .set({ begun_at: work.now, taking_to: work.now })
    .where('id', '=', id)
    .where('begun_at', 'is', null)
    .execute()
}

export async function cancelCampaign(work: Work, id: string): Promise<void> {
  await turn(work, id, ['scheduled', 'sending', 'paused'], { state: 'cancelled', reason: null })
  await takeBack(work, id)
}

export async function lacksOf(
  db: Db,
  { definition: { to, templateId, when } }: CampaignRow,
  now: Date,
): Promise<CampaignLack[]> {
  const known = to && (await (to.of === 'list' ? knownLists : knownAudiences)(db, [to.id]))
  const there = await templates(db)
  const { timeZone } = await brand(db)
  return [
    ...(known?.size ? [] : ['to' as const]),
    ...(there.some(({ id }) => id === templateId) ? [] : ['template' as const]),
    ...(isPast(when, now, timeZone) ? ['past' as const] : []),
  ]
}

interface Turned {
  readonly state: CampaignState
  readonly begins_at?: Date | null
  readonly reason?: CampaignRow['reason']
  readonly errors?: number
  readonly portion?: number
}

async function turn(
  work: Work,
  id: string,
  from: readonly CampaignState[],
  to: Turned,
): Promise<void> {
  const turned = await work.tx
    .updateTable('journeys.campaign')
    .set(to)
    .where('id', '=', id)
    .where('state', 'in', from)
    .returning('id')
    .executeTakeFirst()
  if (!turned) throw notInState(await campaignRow(work.tx, id), from)
  await signal(work.tx, campaignsDue)
}
