import { z } from 'zod'
import type { Job } from '../../../kernel/jobs.ts'
import type { Work } from '../../../kernel/work.ts'
import { idsOfPeople, unname } from '../../customers/index.ts'
import { holdWeaver } from '../../thread/index.ts'
import type { RetentionRule } from '../contract.ts'
import { forgetVisitors } from '../measurement/count.ts'
import { requestOf } from '../requests/request.ts'
import { drawPseudonyms } from '../requests/rows.ts'
import { type RequestParts, runNext } from '../requests/run.ts'
import { type LastClicks, type Leaving, leaving } from './people.ts'
import { agedTables, dropSome } from './rows.ts'
import { retentionRules } from './rules.ts'

export interface RetentionParts extends RequestParts {
  readonly lastClicks: LastClicks
}

/** Nobody's request: what the calendar asks. */
export const retentionAsks = 'retention'

/**
 * Takes away what may not be kept any longer, in small portions, and writes down how much. A night that
 * is interrupted loses nothing: the next one finds what is left.
 */
export async function retentionNight(parts: RetentionParts): Promise<Record<string, number>> {
  const gone: Record<string, number> = {}
  const count = (rule: RetentionRule, rows: number) => {
    gone[rule] = (gone[rule] ?? 0) + rows
  }
  await people(parts, count)
  for (const aged of agedTables(parts.tables)) {
    for (let all = false; !all; ) {
      const dropped = await parts.inWork(async (work) =>
        dropSome(work, aged, await retentionRules(work.tx)),
      )
      count(aged.rule, dropped.rows)
      all = dropped.all
    }
  }
  await parts.inWork((work) => endPending(work))
  await parts.inWork((work) => forgetVisitors(work))
  await parts.inWork((work) => report(work, gone))
  return gone
}

async function people(parts: RetentionParts, count: (rule: RetentionRule, n: number) => void) {
  for (let from: string | undefined, more = true; more; ) {
    const found = await parts.inWork(async (work) => {
      const rules = await retentionRules(work.tx)
      const { lastClicks } = parts
      const next = await leaving(work.tx, { rules, lastClicks, until: work.now }, from)
      const requestId = next.people.length > 0 ? await letGo(work, next.people) : undefined
      return { ...next, requestId }
    })
    const { requestId } = found
    while (
      requestId &&
      (await parts.inWork((work) => requestOf(work.tx, requestId))).state !== 'done'
    ) {
      await runNext(parts, requestId)
    }
    for (const { rule } of found.people) count(rule, 1)
    from = found.after
    more = from !== undefined
  }
}

/** Nothing leads to these people from now on; the erasure does the rest, and goes on after a crash. */
async function letGo(work: Work, people: readonly Leaving[]): Promise<string> {
  await holdWeaver(work)
  const finals = people.map(({ customerId }) => customerId)
  const ids = [...(await idsOfPeople(work.tx, finals)).keys()]
  const gone = await unname(work, ids)
  const receipt = Object.entries(gone).map(([table, rows]) => ({ table, rows, done: 'erased' }))
  const id = work.newId()
  await work.tx
    .insertInto('consent.request')
    .values({
      ...{ id, kind: 'erasure', state: 'running', identifier_kind: retentionAsks },
      ...{ language: 'fr', bar: false, asked_by: retentionAsks, asked_at: work.now },
      ...{ due_at: work.now, started_at: work.now, verified_at: work.now, ids },
      pseudonyms: JSON.stringify(drawPseudonyms(work, ids)),
      receipt: JSON.stringify(receipt),
    })
    .execute()
  return id
}

/** A yes that nobody confirmed in time waits no longer; the ledger keeps that it was asked. */
async function endPending(work: Work): Promise<void> {
  await work.tx
    .deleteFrom('consent.standing')
    .where('decision', '=', 'pending')
    .where('expires_at', '<', work.now)
    .execute()
}

async function report(work: Work, gone: Readonly<Record<string, number>>): Promise<void> {
  const rows = Object.entries(gone).filter(([, n]) => n > 0)
  if (rows.length === 0) return
  await work.tx
    .insertInto('consent.retention_run')
    .values(rows.map(([rule, n]) => ({ id: work.newId(), at: work.now, rule, rows: n })))
    .execute()
}

export const retentionJob = (parts: RetentionParts): Job => ({
  name: 'consent/retention',
  payload: z.unknown(),
  cron: '40 2 * * *',
  run: async () => {
    await retentionNight(parts)
  },
})
