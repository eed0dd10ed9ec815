import { type SqlBool, sql } from 'kysely'
import type { Db } from '../../../kernel/database.ts'
import { signal } from '../../../kernel/signals.ts'
import type { Work } from '../../../kernel/work.ts'
import type {
  Plan,
  PlanChange,
  PlannedDetail,
  PlannedEvent,
  PlanVersion,
  ViolationCount,
} from './contract.ts'
import { vocabulary } from './vocabulary.ts'

/** Of so many events woven last, the names are told that nobody has planned. */
const lookedAt = 20_000

export async function readPlan(db: Db, now: Date): Promise<Plan> {
  const events = await planned(db, now)
  const known = new Set(events.map(({ name }) => name))
  const { rows } = await sql<{ name: string; events: number }>`
    select name, count(*)::int as events
    from thread.event
    where position > (select position from thread.weaver) - ${lookedAt} and type <> 'fact'
    group by name
    order by events desc
    limit 100`.execute(db)
  return {
    events,
    unplanned: rows.filter(({ name }) => !known.has(name)),
    vocabulary: Object.keys(vocabulary).filter((name) => !known.has(name)),
  }
}

async function planned(db: Db, now: Date): Promise<PlannedEvent[]> {
  const rows = await db.selectFrom('thread.plan').selectAll().orderBy('name').execute()
  const counts = await violationCounts(db, now)
  return rows.map(({ name, version, mode, schema, changed_at }) => ({
    ...{ name, version, mode, schema },
    changedAt: changed_at.toISOString(),
    violations: counts
      .filter((count) => count.name === name)
      .reduce((sum, { events }) => sum + events, 0),
  }))
}

export async function plannedDetail(db: Db, name: string, now: Date): Promise<PlannedDetail> {
  const rows = await db
    .selectFrom('thread.plan_version')
    .selectAll()
    .where('name', '=', name)
    .orderBy('version', 'desc')
    .execute()
  return {
    planned: (await planned(db, now)).find((one) => one.name === name) ?? null,
    versions: rows.map(
      ({ version, mode, schema, changed_by, changed_at }): PlanVersion => ({
        ...{ version, mode, schema },
        changedBy: changed_by,
        changedAt: changed_at.toISOString(),
      }),
    ),
    counts: (await violationCounts(db, now)).filter((count) => count.name === name),
  }
}

/** What was otherwise than planned in the last seven days, the most frequent first. */
export async function violationCounts(
  db: Db,
  now: Date,
  sourceId?: string,
): Promise<ViolationCount[]> {
  const since = new Date(now.getTime() - 6 * 86_400_000).toISOString().slice(0, 10)
  const rows = await db
    .selectFrom('thread.plan_violation')
    .select([
      'source_id',
      'name',
      'path',
      'rule',
      ({ fn }) => fn.sum<number>('events').as('events'),
    ])
    .where(sql<SqlBool>`day >= ${since}::date`)
    .$if(sourceId !== undefined, (query) => query.where('source_id', '=', sourceId as string))
    .groupBy(['source_id', 'name', 'path', 'rule'])
    .orderBy('events', 'desc')
    .execute()
  return rows.map(({ source_id, events, ...row }) => ({
    ...row,
    sourceId: source_id,
    events: Number(events),
  }))
}

/** Puts another version in force; every process knows it within the moment. */
export async function changePlan(
  work: Work,
  by: string,
  { name, mode, schema }: PlanChange,
): Promise<number> {
  const values = { name, mode, schema: JSON.stringify(schema), changed_at: work.now }
  const { version } = await work.tx
    .insertInto('thread.plan')
    .values({ ...values, version: 1 })
    .onConflict((conflict) =>
      conflict.column('name').doUpdateSet({ ...values, version: sql<number>`plan.version + 1` }),
    )
    .returning('version')
    .executeTakeFirstOrThrow()
  await work.tx
    .insertInto('thread.plan_version')
    .values({ ...values, version, changed_by: by })
    .execute()
  await signal(work.tx, 'thread.plan')
  return version
}
