import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import type { Work } from '../../kernel/work.ts'
import { nameOf, profilesOf, threadIds } from '../customers/index.ts'
import type { Fact } from '../thread/events.ts'
import { record } from '../thread/index.ts'
import type { JourneyTask, TaskPage, TaskQuery } from './contract.ts'
import { later } from './engine/change.ts'
import { taskCreated, taskDone } from './events.ts'
import type { RunEffect } from './figures.ts'
import { TaskNotFound, TaskNotOpen } from './refusals.ts'
import type { TaskTable } from './tables.ts'

/** Writes what people are to do, once for each run and step; returns what the thread is told of it. */
export async function planTasks(work: Work, effects: readonly RunEffect[]): Promise<Fact[]> {
  const rows = effects.flatMap(({ run, effect }) => {
    if (effect.do !== 'task') return []
    const { id: step, for: assignee, title, withinSeconds } = effect.step
    return {
      ...{ customer_id: run.customerId, id: work.newId(), journey_id: run.journeyId },
      ...{ run_id: run.id, step, assignee, title, text: effect.text, state: 'open' as const },
      created_at: work.now,
      due_at: withinSeconds === undefined ? null : later(work.now, withinSeconds),
    }
  })
  if (rows.length === 0) return []
  const fresh = await work.tx
    .insertInto('journeys.task')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['customer_id', 'run_id', 'step']).doNothing())
    .returning(['customer_id', 'id', 'journey_id', 'run_id', 'assignee'])
    .execute()
  return fresh.map((row) => factOf(row, taskCreated))
}

type Named = Pick<TaskTable, 'customer_id' | 'id' | 'journey_id' | 'run_id' | 'assignee'>

const factOf = (row: Named, name: string): Fact => ({
  ...{ customerId: row.customer_id, name, channel: 'api' as const },
  properties: {
    ...{ taskId: row.id, journeyId: row.journey_id, runId: row.run_id, for: row.assignee },
  },
})

/** Somebody did it, and says what came of it. */
export async function finishTask(
  work: Work,
  id: string,
  by: string,
  outcome: string,
): Promise<void> {
  const done = await work.tx
    .updateTable('journeys.task')
    .set({ state: 'done', done_at: work.now, done_by: by, outcome })
    .where('id', '=', id)
    .where('state', '=', 'open')
    .returning(['customer_id', 'id', 'journey_id', 'run_id', 'assignee'])
    .executeTakeFirst()
  if (done) return void (await record(work, factOf(done, taskDone)))
  const there = await work.tx
    .selectFrom('journeys.task')
    .select('id')
    .where('id', '=', id)
    .executeTakeFirst()
  throw there ? new TaskNotOpen({ id }) : new TaskNotFound({ id })
}

/** What is to be done, or was, the newest first; page by page. */
export async function taskPage(db: Db, query: TaskQuery): Promise<TaskPage> {
  const { state, customerId, before, limit } = query
  const [at, id] = before?.split('_') ?? []
  const wanted = [sql`state = ${state}`]
  if (query.for) wanted.push(sql`assignee = ${query.for}`)
  if (customerId) {
    wanted.push(sql`task.customer_id = any(${await threadIds(db, customerId)}::uuid[])`)
  }
  if (at && id) wanted.push(sql`(task.created_at, task.id) < (${at}::timestamptz, ${id}::uuid)`)
  const { rows } = await sql<TaskTable & { name: string }>`
    select task.*, journey.name from journeys.task
    join journeys.journey on journey.id = task.journey_id
    where ${sql.join(wanted, sql` and `)}
    order by task.created_at desc, task.id desc limit ${limit + 1}`.execute(db)
  const shown = rows.slice(0, limit)
  const profiles = await profilesOf(
    db,
    shown.map((row) => row.customer_id),
  )
  const last = shown.at(-1)
  return {
    tasks: shown.map((row) => taskOf(row, nameOf(profiles.get(row.customer_id)?.traits ?? {}))),
    next: rows.length > limit && last ? `${last.created_at.toISOString()}_${last.id}` : null,
  }
}

const taskOf = (row: TaskTable & { name: string }, customerName: string | null): JourneyTask => ({
  ...{ id: row.id, customerId: row.customer_id, customerName, journeyId: row.journey_id },
  ...{ journeyName: row.name, runId: row.run_id, for: row.assignee, title: row.title },
  ...{ text: row.text, state: row.state, createdAt: row.created_at.toISOString() },
  dueAt: row.due_at?.toISOString() ?? null,
  doneAt: row.done_at?.toISOString() ?? null,
  ...{ doneBy: row.done_by, outcome: row.outcome },
})
