import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import type { InsidePreview, JourneyDiff } from './contract.ts'
import type { Definition } from './definition-contract.ts'
import { diffOf } from './diff.ts'
import { JourneyNotFound, VersionNotFound } from './refusals.ts'
import './tables.ts'

/** One version, with how many go by it. */
export async function versionDetail(db: Db, id: string, number: number) {
  const version = await versionOf(db, id, number)
  const counts = await countsInside(db, id)
  return {
    number,
    createdAt: version.created_at.toISOString(),
    publishedAt: version.published_at?.toISOString() ?? null,
    waiting: counts
      .filter((count) => count.version === number)
      .reduce((sum, { waiting }) => sum + waiting, 0),
    definition: version.definition,
  }
}

export async function versionDiff(
  db: Db,
  id: string,
  query: { from: number; to: number },
): Promise<JourneyDiff> {
  const from = await versionOf(db, id, query.from)
  const to = await versionOf(db, id, query.to)
  return { ...query, ...diffOf(from.definition, to.definition) }
}

/** Who is inside by other versions than this one (the newest, if none is named), and where. */
export async function insidePreview(db: Db, id: string, number?: number): Promise<InsidePreview> {
  const versions = await db
    .selectFrom('journeys.version')
    .select(['number', 'definition'])
    .where('journey_id', '=', id)
    .orderBy('number', 'desc')
    .execute()
  if (versions.length === 0) throw new JourneyNotFound({ id })
  const target = versions.find((one) => number === undefined || one.number === number)
  if (!target) throw new VersionNotFound({ id, version: number ?? 0 })
  const definitions = new Map(versions.map((one) => [one.number, one.definition]))
  const counts = await countsInside(db, id)
  return {
    version: target.number,
    steps: counts
      .filter(({ version }) => version !== target.number)
      .map((count) => ({
        ...count,
        same: sameStep(definitions.get(count.version), target.definition, count.step),
      })),
  }
}

function sameStep(from: Definition | undefined, to: Definition, id: string): string | null {
  const old = from?.steps.find((step) => step.id === id)
  return to.steps.some((step) => step.id === id && step.kind === old?.kind) ? id : null
}

async function versionOf(db: Db, id: string, number: number) {
  const version = await db
    .selectFrom('journeys.version')
    .selectAll()
    .where('journey_id', '=', id)
    .where('number', '=', number)
    .executeTakeFirst()
  if (!version) throw new VersionNotFound({ id, version: number })
  return version
}

async function countsInside(db: Db, id: string) {
  const { rows } = await sql<{ version: number; step: string; waiting: number }>`
    select version.number as version, step, count(*)::int as waiting
    from journeys.run join journeys.version on version.id = run.version_id
    where run.journey_id = ${id} and state = 'waiting'
    group by version.number, step order by version.number, step`.execute(db)
  return rows
}
