import { z } from 'zod'
import type { Work } from '../../kernel/work.ts'
import { decide } from '../consent/index.ts'
import { record } from '../thread/index.ts'
import { rowNamedBy } from './compose.ts'
import { emailFact } from './outcome.ts'
import type { BounceReport } from './read-bounce.ts'
import { suppress } from './suppression.ts'

export const BounceTaken = z.object({
  taken: z.boolean(),
  customerId: z.uuid().nullable(),
  messageId: z.uuid().nullable(),
  suppressed: z.boolean(),
})
export type BounceTaken = z.infer<typeof BounceTaken>

/**
 * Notes that a mail came back, or that its reader called it abuse. An address that is not there, and
 * one whose owner complains, is not written to again; a full mail box is. Told twice, it counts once.
 */
export async function takeReport(work: Work, report: BounceReport): Promise<BounceTaken> {
  const named = rowNamedBy(report.messageId)
  const row = named && (await rowOf(work, named))
  const address = row?.address ?? report.recipient
  const silenced = address !== '' && mustBeSilent(report)
  if (silenced) {
    const reason = report.kind === 'complaint' ? 'complaint' : 'bounced'
    await suppress(work, [{ address, reason }])
  }
  if (row && (await markReported(work, row, report))) await tell(work, row, report, address)
  return {
    taken: row !== undefined || silenced,
    customerId: row?.customer_id ?? null,
    messageId: row?.id ?? null,
    suppressed: silenced,
  }
}

const mustBeSilent = ({ kind, status }: BounceReport) =>
  kind === 'complaint' || /^5\.(1\.|2\.1\b)/.test(status)

/** A complaint is also a no to marketing. */
async function tell(work: Work, row: Row, { kind, status }: BounceReport, address: string) {
  if (kind === 'bounce') {
    return record(work, emailFact(row, 'Email Bounced', status ? { status } : {}))
  }
  await record(work, emailFact(row, 'Email Marked as Spam'))
  await decide(work, [
    {
      customerId: row.customer_id,
      purpose: 'marketing',
      channel: 'email',
      decision: 'withdrawn',
      sourceKind: 'complaint',
      messageId: row.id,
      identifier: address,
    },
  ])
}

const rowOf = (work: Work, { id, customerId }: { id: string; customerId: string }) =>
  work.tx
    .selectFrom('messages.message')
    .selectAll()
    .where('customer_id', '=', customerId)
    .where('id', '=', id)
    .executeTakeFirst()

type Row = NonNullable<Awaited<ReturnType<typeof rowOf>>>

/** A complaint leaves the state as it is, for the mail did arrive; it is told by its reason. */
async function markReported(
  work: Work,
  row: Row,
  { kind, detail, status }: BounceReport,
): Promise<boolean> {
  const said = `${status} ${detail}`.trim()
  const { numUpdatedRows } = await work.tx
    .updateTable('messages.message')
    .set(
      kind === 'bounce'
        ? { state: 'bounced', reason: 'bounced', detail: said, ended_at: work.now }
        : { reason: 'complaint', detail: said },
    )
    .where('customer_id', '=', row.customer_id)
    .where('id', '=', row.id)
    .where('state', 'in', ['handed_over', 'unknown', 'claimed'])
    .where((eb) => eb('reason', 'is distinct from', 'complaint'))
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
