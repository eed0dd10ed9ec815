import { isbot } from 'isbot'
import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import type { Work } from '../../kernel/work.ts'
import { type LinkTo, mayContact } from '../consent/index.ts'
import { finalIds } from '../customers/index.ts'
import { record } from '../thread/index.ts'
import type { MessageRow } from './claim.ts'
import { emailFact } from './outcome.ts'

/** Who follows a link, as far as the request tells. */
export interface Visitor {
  readonly userAgent: string | undefined
  /** The browser says that it only looks ahead. */
  readonly prefetch: boolean
}

/** Scanners and browsers that look ahead follow links too; nobody has read anything then. */
const isMachine = ({ userAgent, prefetch }: Visitor) => prefetch || !userAgent || isbot(userAgent)

/** Notes a click on a link of a mail. One by a machine is told as such, and is no reading. */
export async function clicked(work: Work, link: LinkTo, visitor: Visitor): Promise<void> {
  const row = await rowOf(work, link)
  if (!row) return // erased since: the link still leads where it led
  const bot = isMachine(visitor)
  if (!bot && !row.first_clicked_at) await mark(work, link, 'first_clicked_at')
  await record(
    work,
    emailFact(row, 'Email Link Clicked', {
      url: link.about,
      ...(bot && { bot: true }),
    }),
  )
}

/**
 * Notes that a mail was opened, if the person agrees now that we see it: who took the consent back
 * is counted as nobody, in mails sent before as well. Only the first time is told.
 */
export async function opened(work: Work, link: LinkTo): Promise<void> {
  const row = await rowOf(work, link)
  if (!row) return
  const finalId = (await finalIds(work.tx, [row.customer_id])).get(row.customer_id)
  const question = { purpose: 'email_open_tracking', channel: 'email', now: work.now } as const
  const answers = await mayContact(work.tx, { customerIds: finalId ? [finalId] : [], ...question })
  if (!answers.get(finalId ?? '')?.allowed) {
    await openedByNobody(work, row.template_id, row.version)
  } else if (await mark(work, link, 'first_opened_at')) {
    await record(work, emailFact(row, 'Email Opened'))
  }
}

/** Counts an open without knowing whose. Templates that do not exist have none. */
export async function openedByNobody(
  work: Work,
  templateId: string,
  version: number,
): Promise<void> {
  const known = await work.tx
    .selectFrom('messages.template_version')
    .select('version')
    .where('template_id', '=', templateId)
    .where('version', '=', version)
    .executeTakeFirst()
  if (!known) return
  await work.tx
    .insertInto('messages.anonymous_open')
    .values({
      template_id: templateId,
      version,
      day: work.now.toISOString().slice(0, 10),
      opens: 1,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['template_id', 'version', 'day'])
        .doUpdateSet({ opens: sql`anonymous_open.opens + 1` }),
    )
    .execute()
}

/** When each of these customers last followed a link of a mail themselves. */
export async function lastClicks(
  db: Db,
  customerIds: readonly string[],
): Promise<Map<string, Date>> {
  if (customerIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('messages.message')
    .select(['customer_id', sql<Date>`max(first_clicked_at)`.as('at')])
    .where('customer_id', '=', sql<string>`any(${[...customerIds]}::uuid[])`)
    .where('first_clicked_at', 'is not', null)
    .groupBy('customer_id')
    .execute()
  return new Map(rows.map((row) => [row.customer_id, row.at]))
}

function rowOf(work: Work, { customerId, messageId }: LinkTo): Promise<MessageRow | undefined> {
  return work.tx
    .selectFrom('messages.message')
    .selectAll()
    .where('customer_id', '=', customerId)
    .where('id', '=', messageId)
    .executeTakeFirst()
}

/** Sets a moment that has not been set; says whether it was this call that did. */
async function mark(
  work: Work,
  { customerId, messageId }: LinkTo,
  column: 'first_clicked_at' | 'first_opened_at',
): Promise<boolean> {
  const { numUpdatedRows } = await work.tx
    .updateTable('messages.message')
    .set({ [column]: work.now })
    .where('customer_id', '=', customerId)
    .where('id', '=', messageId)
    .where(column, 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
