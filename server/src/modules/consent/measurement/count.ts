import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '../../../kernel/database.ts'
import type { Work } from '../../../kernel/work.ts'
import type { Measurement } from '../contract.ts'

/** A page that somebody looked at, told without saying who. */
export interface View {
  readonly sourceId: string
  /** The id of this measurement and of nothing else; it is forgotten with the day. */
  readonly visitor: string
  readonly path: string
}

const dayOf = (moment: Date) => moment.toISOString().slice(0, 10)

/** Counts a view, for the page and for the whole site; of who looked, only whether they are new today. */
export async function countView(work: Work, { sourceId, visitor, path }: View): Promise<void> {
  const day = dayOf(work.now)
  for (const place of [path, '']) {
    const hash = createHash('sha256').update(`${day} ${sourceId} ${visitor} ${place}`).digest('hex')
    const fresh = await work.tx
      .insertInto('consent.measured')
      .values({ day, visitor: hash })
      .onConflict((conflict) => conflict.doNothing())
      .returning('day')
      .executeTakeFirst()
    const row = { source_id: sourceId, day, path: place, views: 1, visitors: fresh ? 1 : 0 }
    await work.tx
      .insertInto('consent.measurement')
      .values(row)
      .onConflict((conflict) =>
        conflict.columns(['source_id', 'day', 'path']).doUpdateSet({
          views: sql`measurement.views + 1`,
          visitors: sql`measurement.visitors + excluded.visitors`,
        }),
      )
      .execute()
  }
}

/** Forgets who was counted on the days before. */
export async function forgetVisitors(work: Work): Promise<void> {
  await work.tx.deleteFrom('consent.measured').where('day', '<', dayOf(work.now)).execute()
}

const shownDays = 30

/** The sums of the last days, and the pages that were looked at most. */
export async function measurement(db: Db, now: Date): Promise<Measurement> {
  const from = dayOf(new Date(now.getTime() - shownDays * 86_400_000))
  const sums = db
    .selectFrom('consent.measurement')
    .select(({ fn }) => [
      fn.sum<string>('views').as('views'),
      fn.sum<string>('visitors').as('visitors'),
    ])
    .where('day', '>=', from)
  const days = await sums
    .select(sql<string>`to_char(day, 'YYYY-MM-DD')`.as('day'))
    .where('path', '=', '')
    .groupBy('day')
    .orderBy('day', 'desc')
    .execute()
  const pages = await sums
    .select('path')
    .where('path', '<>', '')
    .groupBy('path')
    .orderBy('views', 'desc')
    .limit(20)
    .execute()
  const counted = <Row extends { views: string; visitors: string }>(row: Row) => ({
    ...{ ...row, views: Number(row.views), visitors: Number(row.visitors) },
  })
  return { days: days.map(counted), pages: pages.map(counted) }
}
