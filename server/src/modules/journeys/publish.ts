import { sql } from 'kysely'
import { signal } from '../../kernel/signals.ts'
import type { Work } from '../../kernel/work.ts'
import type { Inside } from './contract.ts'
import type { Definition } from './definition-contract.ts'
import { allFlaws } from './flaws.ts'
import { lastVersion, touchJourney } from './journeys.ts'
import { takeOver } from './moving.ts'
import { JourneyFlawed, NothingToPublish, VersionNotFound } from './refusals.ts'
import { beginRounds } from './rounds.ts'
import { beginSearch } from './search.ts'

const finish: Inside = { move: {} }

/**
 * Publishes the draft: from now on newcomers follow it. Who is inside finishes on the version they
 * began with, but for those whom `inside` takes over. A journey that is paused stays so.
 */
export async function publishJourney(
  work: Work,
  id: string,
  inside: Inside = finish,
): Promise<{ version: number }> {
  await touchJourney(work, id)
  const { version, published } = await lastVersion(work, id)
  if (published) throw new NothingToPublish({ id })
  await work.tx
    .updateTable('journeys.version')
    .set({ published_at: work.now })
    .where('id', '=', version.id)
    .execute()
  await follow(work, id, version, inside)
  return { version: version.number }
}

/** Newcomers follow an earlier version again; a draft that was begun stays one. */
export async function rollBack(
  work: Work,
  id: string,
  number: number,
  inside: Inside = finish,
): Promise<void> {
  await touchJourney(work, id)
  const version = await work.tx
    .selectFrom('journeys.version')
    .select(['id', 'number', 'definition'])
    .where('journey_id', '=', id)
    .where('number', '=', number)
    .where('published_at', 'is not', null)
    .executeTakeFirst()
  if (!version) throw new VersionNotFound({ id, version: number })
  await follow(work, id, version, inside)
}

interface Version {
  readonly id: string
  readonly definition: Definition
}

async function follow(
  work: Work,
  id: string,
  { id: versionId, definition }: Version,
  inside: Inside,
) {
  const flaws = await allFlaws(work.tx, definition)
  if (flaws.some(({ blocks }) => blocks)) throw new JourneyFlawed({ flaws })
  await work.tx
    .updateTable('journeys.journey')
    .set({
      published_version_id: versionId,
      status: sql`case status when 'draft' then 'running' else status end`,
    })
    .where('id', '=', id)
    .execute()
  await takeOver(work, id, versionId, definition, inside)
  await beginSearch(work, id, definition)
  await beginRounds(work, id, definition)
  await signal(work.tx, 'journeys.due')
}
