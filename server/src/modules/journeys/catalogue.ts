import type { Db } from '../../kernel/database.ts'
import type { JourneyStatus } from './contract.ts'
import type { Course } from './engine/meet.ts'
import { type Plan, planOf } from './engine/plan.ts'
import './tables.ts'

/** A journey that people may be in. */
export interface OpenJourney extends Course {
  readonly id: string
  readonly status: JourneyStatus
}

/** A published version never changes, so that each process reads it once. */
const plans = new Map<string, Plan>()

/** Every journey that was ever published, with all the versions by which somebody may still go. */
export async function openJourneys(db: Db): Promise<OpenJourney[]> {
  const rows = await db
    .selectFrom('journeys.journey as journey')
    .innerJoin('journeys.version as version', 'version.journey_id', 'journey.id')
    .select(['journey.id', 'journey.status', 'published_version_id', 'version.id as versionId'])
    .where('journey.status', '<>', 'draft')
    .where('version.published_at', 'is not', null)
    .execute()
  await readPlans(
    db,
    rows.map(({ versionId }) => versionId),
  )
  const ids = [...new Set(rows.map(({ id }) => id))]
  return ids.map((id) => {
    const own = rows.filter((row) => row.id === id)
    const versions = new Map(own.map(({ versionId }) => [versionId, planNamed(versionId)]))
    const published = versions.get(own[0]?.published_version_id ?? '')
    const status = own[0]?.status ?? 'draft'
    return { id, status, published, versions, isOpen: status === 'running' || status === 'paused' }
  })
}

/** What any of these journeys listens to. */
export function heardBy(journeys: readonly OpenJourney[]): Set<string> {
  const all = journeys.flatMap(({ versions }) => [...versions.values()])
  return new Set(all.flatMap(({ hears }) => [...hears]))
}

async function readPlans(db: Db, versionIds: readonly string[]): Promise<void> {
  const unread = versionIds.filter((id) => !plans.has(id))
  if (unread.length === 0) return
  const rows = await db
    .selectFrom('journeys.version')
    .select(['id', 'journey_id', 'definition'])
    .where('id', 'in', unread)
    .execute()
  for (const row of rows) plans.set(row.id, planOf(row.journey_id, row.id, row.definition))
}

function planNamed(versionId: string): Plan {
  const plan = plans.get(versionId)
  if (!plan) throw new Error(`version ${versionId} has not been read`)
  return plan
}
