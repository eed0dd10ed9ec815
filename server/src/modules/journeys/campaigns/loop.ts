import { sql } from 'kysely'
import type { Logger } from 'pino'
import type { Db } from '../../../kernel/database.ts'
import { isInfrastructureFault } from '../../../kernel/faults.ts'
import type { Loop } from '../../../kernel/loops.ts'
import type { InWork, Work } from '../../../kernel/work.ts'
import { broadcastMoved, campaignPulse } from '../../messages/index.ts'
import type { CampaignRow } from './campaigns.ts'
import { mostAtOnce } from './contract.ts'
import { enrol } from './enrol.ts'
import { portionOf, sendPortion } from './portion.ts'
import { takeBack } from './take-back.ts'
import { campaignsDue, pauseCampaign } from './turn.ts'
import './tables.ts'

/** One that should have begun so long ago (the house was shut, a copy restored) waits for a person. */
const lateMs = 24 * 3_600_000

/**
 * Lets campaigns begin, takes their recipients in and sends them out, a portion in a transaction. Several
 * processes may do so: a campaign is in the hands of one at a time, and who dies has done nothing by half.
 * Little is planned ahead of the sender, so that a pause is one.
 */
export function campaignsLoop(inWork: InWork, log: Logger): Loop {
  return {
    name: 'journeys/campaigns',
    wakeOn: [campaignsDue, broadcastMoved],
    nextAt: nextToCome,
    untold: true,
    run: async () => {
      let did = false
      for (const id of await inWork(liveIds)) {
        const moved = await inWork((work) => goOn(work, id)).catch((error: unknown) => {
          if (isInfrastructureFault(error)) throw error
          log.error({ err: error, campaign: id }, 'campaign does not go on')
          return false
        })
        did ||= moved
      }
      return did
    },
  }
}

async function liveIds({ tx }: Work): Promise<string[]> {
  const rows = await tx
    .selectFrom('journeys.campaign')
    .select('id')
    .where('state', '<>', 'draft')
    .where('ended_at', 'is', null)
    .orderBy('begins_at')
    .execute()
  return rows.map(({ id }) => id)
}

/** Does the next thing for a campaign that no other worker has in hand; says whether there was one. */
async function goOn(work: Work, id: string): Promise<boolean> {
  const { rows } = await sql<CampaignRow>`
    select * from journeys.campaign where id = ${id} for update skip locked`.execute(work.tx)
  const [campaign] = rows
  switch (campaign?.state) {
    case 'scheduled':
      return begin(work, campaign)
    case 'sending':
      return send(work, campaign)
    case 'paused':
      // What the server put off comes back to the ledger after the pause.
      await takeBack(work, id)
      return false
    case 'cancelled':
      await takeBack(work, id)
      return end(work, campaign)
    default:
      return false
  }
}

async function begin(work: Work, { id, begins_at }: CampaignRow): Promise<boolean> {
  const { now } = work
  if (!begins_at || begins_at > now) return false
  const isLate = now.getTime() - begins_at.getTime() > lateMs
  await change(
    work,
    id,
    isLate
      ? { state: 'paused', reason: 'overdue' }
      : { state: 'sending', begun_at: now, taking_to: now },
  )
  return true
}

async function send(work: Work, campaign: CampaignRow): Promise<boolean> {
  const { id, definition, taken_to, taking_to, next_at } = campaign
  const { now } = work
  if (taking_to) {
    await enrol(work, campaign)
    return true
  }
  const due = await firstDue(work.tx, id)
  if (!due) return end(work, campaign)
  if (due > now) return false
  if (definition.when.at === 'local' && taken_to && taken_to < due) {
    await change(work, id, { taking_to: now })
    return true
  }
  if (next_at && next_at > now) return false
  const { inHand, errors } = await campaignPulse(work.tx, id)
  const stopsAtErrors = definition.onError === 'pause'
  // A rate is kept by the clock, however long the server takes for each.
  const most = stopsAtErrors ? 1 : definition.rate ? mostAtOnce : portionOf(campaign)
  if (inHand >= most) return false
  if (stopsAtErrors && errors > campaign.errors) await pauseCampaign(work, id, 'error')
  else await sendPortion(work, campaign)
  return true
}

/** It is over once nobody waits and nothing is on its way. */
async function end(work: Work, { id, state }: CampaignRow): Promise<boolean> {
  const { unsent } = await campaignPulse(work.tx, id)
  if (unsent > 0) return false
  await change(work, id, {
    ended_at: work.now,
    ...(state === 'sending' && { state: 'done' as const }),
  })
  return true
}

type Change = Partial<Pick<CampaignRow, 'state' | 'reason' | 'begun_at' | 'taking_to' | 'ended_at'>>

const change = ({ tx }: Work, id: string, to: Change) =>
  tx.updateTable('journeys.campaign').set(to).where('id', '=', id).execute()

async function firstDue(db: Db, campaignId: string): Promise<Date | undefined> {
  const first = await db
    .selectFrom('journeys.recipient')
    .select('due_at')
    .where('campaign_id', '=', campaignId)
    .where('state', '=', 'waiting')
    .orderBy('due_at')
    .limit(1)
    .executeTakeFirst()
  return first?.due_at
}

/** The next moment that is to come; what is due already waits for the sender, who says when it has moved. */
async function nextToCome(db: Db, now: Date): Promise<Date | undefined> {
  return earliest((await momentsToCome(db)).filter((at) => at > now.getTime()))
}

/** When a campaign begins next, or writes to the next. */
export async function nextCampaignAt(db: Db): Promise<Date | undefined> {
  return earliest(await momentsToCome(db))
}

const earliest = (moments: readonly number[]) =>
  moments.length > 0 ? new Date(Math.min(...moments)) : undefined

async function momentsToCome(db: Db): Promise<number[]> {
  const live = await db
    .selectFrom('journeys.campaign')
    .select(['id', 'state', 'begins_at', 'next_at'])
    .where('state', 'in', ['scheduled', 'sending'])
    .where('ended_at', 'is', null)
    .execute()
  const moments: number[] = []
  for (const { id, state, begins_at, next_at } of live) {
    const due = state === 'scheduled' ? begins_at : await firstDue(db, id)
    if (due) moments.push(Math.max(due.getTime(), next_at?.getTime() ?? 0))
  }
  return moments
}
