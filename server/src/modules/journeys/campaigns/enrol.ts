import { sql } from 'kysely'
import type { Work } from '../../../kernel/work.ts'
import { joinedBetween } from '../../audiences/index.ts'
import { profilesOf } from '../../customers/index.ts'
import { templates } from '../../messages/index.ts'
import { isInControl } from '../people.ts'
import type { CampaignRow } from './campaigns.ts'
import { dueFor } from './moment.ts'
import './tables.ts'

const portion = 1000
/** Whoever joined in a transaction that began before the last look, and ended after it, is seen by the next. */
const overlapMs = 5 * 60_000

/**
 * Takes the next of those in who joined the audience or the list in time. A campaign that follows the clocks
 * of its recipients looks again when the next clock strikes: who has joined since is one of them where that
 * time is still to come.
 */
export async function enrol(work: Work, campaign: CampaignRow): Promise<void> {
  const { id, definition, taken_to, taking_to: to, begun_at } = campaign
  if (!definition.to || !to || !begun_at) throw new Error(`campaign ${id} takes nobody in`)
  const from = taken_to && new Date(taken_to.getTime() - overlapMs)
  const { customerIds, next } = await joinedBetween(work.tx, {
    ...{ ...definition.to, from, to, after: campaign.after, limit: portion },
  })
  const profiles = await profilesOf(work.tx, customerIds)
  const spares = await sparesControl(work, campaign)
  const people = new Map([...profiles.values()].map((profile) => [profile.customerId, profile]))
  const recipients = [...people.values()].flatMap(({ customerId, timeZone: own }) => {
    const due = dueFor(definition.when, own, begun_at)
    if (from !== null && due < to) return []
    const state = spares?.(customerId) ? 'control' : 'waiting'
    return [{ customer_id: customerId, campaign_id: id, state, due_at: due }]
  })
  const { rows } = await sql`
    insert into journeys.recipient (customer_id, campaign_id, state, due_at)
    select customer_id, campaign_id, state, due_at
    from jsonb_to_recordset(${JSON.stringify(recipients)}::jsonb)
      as new (customer_id uuid, campaign_id uuid, state text, due_at timestamptz)
    on conflict (customer_id, campaign_id) do nothing returning customer_id`.execute(work.tx)
  await work.tx
    .updateTable('journeys.campaign')
    .set({
      after: next,
      enrolled: sql`enrolled + ${rows.length}`,
      ...(next === null && { taken_to: to, taking_to: null }),
    })
    .where('id', '=', id)
    .execute()
}

/** The global control group gets no offers; what customers must be told it is told. */
async function sparesControl(work: Work, { definition: { templateId } }: CampaignRow) {
  const template = (await templates(work.tx)).find(({ id }) => id === templateId)
  return template?.purpose === 'marketing' ? isInControl(work.tx) : undefined
}
