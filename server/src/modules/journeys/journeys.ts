import type { Work } from '../../kernel/work.ts'
import { namesOfActors } from '../team/index.ts'
import type { JourneyChange, NewJourney } from './contract.ts'
import type { Definition } from './definition-contract.ts'
import { ChangedMeanwhile, JourneyNotFound, NoDraftToDiscard } from './refusals.ts'
import './tables.ts'

/** Begins a journey as a draft; nobody enters it before it is published. */
export async function createJourney(
  work: Work,
  { name, definition }: NewJourney,
  template: string | null = null,
): Promise<string> {
  const id = work.newId()
  const { now } = work
  await work.tx
    .insertInto('journeys.journey')
    .values({ id, name, template, status: 'draft', created_at: now, changed_at: now })
    .execute()
  await addVersion(work, id, 1, definition)
  return id
}

/**
 * Writes the draft as somebody saw it: the unpublished version if there is one, else the next. Nobody inside
 * notices. Refused where another has changed the draft since.
 */
export async function editJourney(
  work: Work,
  id: string,
  { name, definition, revision }: JourneyChange,
  by: string,
): Promise<void> {
  await claimDraft(work, id, { revision, by, name })
  const { version, published } = await lastVersion(work, id)
  if (published) return addVersion(work, id, version.number + 1, definition)
  await work.tx
    .updateTable('journeys.version')
    .set({ definition: JSON.stringify(definition) })
    .where('id', '=', version.id)
    .execute()
}

/** Throws the draft of a published journey away; it goes on as it was published. */
export async function discardDraft(
  work: Work,
  id: string,
  revision: number,
  by: string,
): Promise<void> {
  await claimDraft(work, id, { revision, by })
  const { version, published } = await lastVersion(work, id)
  if (published || version.number === 1) throw new NoDraftToDiscard({ id })
  await work.tx.deleteFrom('journeys.version').where('id', '=', version.id).execute()
}

interface Claim {
  readonly revision: number
  readonly by: string
  readonly name?: string
}

/** Counts a change of the draft, and holds the journey's row: of two who saw the same one, one is refused. */
async function claimDraft(work: Work, id: string, { revision, by, name }: Claim): Promise<void> {
  const { now } = work
  const said = { changed_at: now, drafted_at: now, drafted_by: by }
  const claimed = await work.tx
    .updateTable('journeys.journey')
    .set({ ...said, revision: revision + 1, ...(name !== undefined && { name }) })
    .where('id', '=', id)
    .where('revision', '=', revision)
    .returning('id')
    .executeTakeFirst()
  if (claimed) return
  const there = await work.tx
    .selectFrom('journeys.journey')
    .select(['revision', 'drafted_by', 'drafted_at', 'changed_at'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!there) throw new JourneyNotFound({ id })
  const last = there.drafted_by ?? ''
  const names = await namesOfActors(work.tx, [last])
  throw new ChangedMeanwhile({
    ...{ revision: there.revision, by: names.get(last) ?? null },
    at: (there.drafted_at ?? there.changed_at).toISOString(),
  })
}

/** Also holds the journey's row until the commit, so that two editors come one after the other. */
export async function touchJourney(work: Work, id: string): Promise<void> {
  const changed = await work.tx
    .updateTable('journeys.journey')
    .set({ changed_at: work.now })
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst()
  if (!changed) throw new JourneyNotFound({ id })
}

export async function lastVersion(work: Work, journeyId: string) {
  const version = await work.tx
    .selectFrom('journeys.version')
    .selectAll()
    .where('journey_id', '=', journeyId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  return { version, published: version.published_at !== null }
}

async function addVersion(work: Work, journeyId: string, number: number, definition: Definition) {
  const { now: created_at } = work
  await work.tx
    .insertInto('journeys.version')
    .values({
      ...{ id: work.newId(), journey_id: journeyId, number, created_at },
      definition: JSON.stringify(definition),
    })
    .execute()
}
