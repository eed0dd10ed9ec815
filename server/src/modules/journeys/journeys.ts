import { sql } from 'kysely'
import { signal } from '../../kernel/signals.ts'
import type { Work } from '../../kernel/work.ts'
import type { NewJourney } from './contract.ts'
import type { Definition } from './definition-contract.ts'
import { allFlaws } from './flaws.ts'
import { JourneyFlawed, JourneyNotFound, JourneyNotInState, NothingToPublish } from './refusals.ts'
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
  await change(work, id, { name })
  const { version, published } = await lastVersion(work, id)
  if (published) return addVersion(work, id, version.number + 1, definition)
  await work.tx
    .updateTable('journeys.version')
    .set({ definition: JSON.stringify(definition) })
    .where('id', '=', version.id)
    .execute()
}

/**
 * Publishes the draft: from now on newcomers follow it. Who is inside finishes on the version they
 * began with. A journey that is paused stays so.
 */
export async function publishJourney(work: Work, id: string): Promise<{ version: number }> {
  await change(work, id, {})
  const { version, published } = await lastVersion(work, id)
  if (published) throw new NothingToPublish({ id })
  const flaws = await allFlaws(work.tx, version.definition)
  if (flaws.some(({ blocks }) => blocks)) throw new JourneyFlawed({ flaws })
  await work.tx
    .updateTable('journeys.version')
    .set({ published_at: work.now })
    .where('id', '=', version.id)
    .execute()
  await work.tx
    .updateTable('journeys.journey')
    .set({
      published_version_id: version.id,
      status: sql`case status when 'draft' then 'running' else status end`,
    })
    .where('id', '=', id)
    .execute()
  await signal(work.tx, 'journeys.due')
  return { version: version.number }
}

/** People may still enter and leave; nobody is moved on, and nothing is sent. */
export const pauseJourney = (work: Work, id: string) => turn(work, id, 'running', 'paused')

/** Everybody goes on from where they were; what came due meanwhile is done now. */
export async function resumeJourney(work: Work, id: string): Promise<void> {
  await turn(work, id, 'paused', 'running')
  await signal(work.tx, 'journeys.due')
}

type Turn = 'running' | 'paused'

async function turn(work: Work, id: string, from: Turn, to: Turn): Promise<void> {
  const turned = await work.tx
    .updateTable('journeys.journey')
    .set({ status: to, changed_at: work.now })
    .where('id', '=', id)
    .where('status', '=', from)
    .returning('id')
    .executeTakeFirst()
  if (turned) return
  await change(work, id, {})
  throw new JourneyNotInState({ id, expected: from })
}

/** Also holds the journey's row until the commit, so that two editors come one after the other. */
async function change(work: Work, id: string, { name }: { name?: string }): Promise<void> {
  const changed = await work.tx
    .updateTable('journeys.journey')
    .set({ changed_at: work.now, ...(name !== undefined && { name }) })
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst()
  if (!changed) throw new JourneyNotFound({ id })
}

async function lastVersion(work: Work, journeyId: string) {
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
