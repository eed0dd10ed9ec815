import type { Work } from '../../kernel/work.ts'
import type { NewJourney } from './contract.ts'
import type { Definition } from './definition-contract.ts'
import { JourneyNotFound } from './refusals.ts'
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

/** Writes the draft: the unpublished version if there is one, else the next. Nobody inside notices. */
export async function editJourney(
  work: Work,
  id: string,
  { name, definition }: NewJourney,
): Promise<void> {
  await touchJourney(work, id, { name })
  const { version, published } = await lastVersion(work, id)
  if (published) return addVersion(work, id, version.number + 1, definition)
  await work.tx
    .updateTable('journeys.version')
    .set({ definition: JSON.stringify(definition) })
    .where('id', '=', version.id)
    .execute()
}

/** Also holds the journey's row until the commit, so that two editors come one after the other. */
export async function touchJourney(
  work: Work,
  id: string,
  { name }: { name?: string } = {},
): Promise<void> {
  const changed = await work.tx
    .updateTable('journeys.journey')
    .set({ changed_at: work.now, ...(name !== undefined && { name }) })
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
