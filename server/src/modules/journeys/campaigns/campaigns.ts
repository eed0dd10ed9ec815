import type { Selectable } from 'kysely'
import type { Database, Db } from '../../../kernel/database.ts'
import type { Work } from '../../../kernel/work.ts'
import { namesOfActors } from '../../team/index.ts'
import { ChangedMeanwhile } from '../refusals.ts'
import type { CampaignChange, CampaignState, NewCampaign } from './contract.ts'
import { CampaignNotFound, CampaignNotInState } from './refusals.ts'
import './tables.ts'

export type CampaignRow = Selectable<Database['journeys.campaign']>

export async function createCampaign(
  work: Work,
  { name, definition }: NewCampaign,
  by: string,
): Promise<string> {
  const id = work.newId()
  const { now } = work
  await work.tx
    .insertInto('journeys.campaign')
    .values({
      ...{ id, name, definition: JSON.stringify(definition), state: 'draft' },
      ...{ created_at: now, changed_at: now, changed_by: by },
    })
    .execute()
  return id
}

/** Changes a draft as somebody saw it; refused where another has changed it since. */
export async function editCampaign(
  work: Work,
  id: string,
  { name, definition, revision }: CampaignChange,
  by: string,
): Promise<void> {
  const changed = await work.tx
    .updateTable('journeys.campaign')
    .set({
      ...{ name, definition: JSON.stringify(definition), revision: revision + 1 },
      ...{ changed_at: work.now, changed_by: by },
    })
    .where('id', '=', id)
    .where('state', '=', 'draft')
    .where('revision', '=', revision)
    .returning('id')
    .executeTakeFirst()
  if (changed) return
  const now = await campaignRow(work.tx, id)
  if (now.state !== 'draft') throw notInState(now, ['draft'])
  const names = await namesOfActors(work.tx, [now.changed_by])
  throw new ChangedMeanwhile({
    ...{ revision: now.revision, at: now.changed_at.toISOString() },
    by: names.get(now.changed_by) ?? null,
  })
}

export async function deleteCampaign(work: Work, id: string): Promise<void> {
  const gone = await work.tx
    .deleteFrom('journeys.campaign')
    .where('id', '=', id)
    .where('state', '=', 'draft')
    .returning('id')
    .executeTakeFirst()
  if (!gone) throw notInState(await campaignRow(work.tx, id), ['draft'])
}

export async function campaignRow(db: Db, id: string): Promise<CampaignRow> {
  const row = await db
    .selectFrom('journeys.campaign')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw new CampaignNotFound({ id })
  return row
}

export const notInState = ({ id, state }: CampaignRow, expected: readonly CampaignState[]) =>
  new CampaignNotInState({ id, state, expected: expected.join(' ') })
