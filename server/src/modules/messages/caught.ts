import PostalMime from 'postal-mime'
import type { Db } from '../../kernel/database.ts'
import type { Work } from '../../kernel/work.ts'
import type { CaughtFilters, CaughtMail, CaughtMailContent, CaughtMailPage } from './contract.ts'
import { MailNotFound } from './refusals.ts'

/** The viewer's list, newest first: its ids are in the order in which the mails came. */
export async function caughtMails(db: Db, filters: CaughtFilters): Promise<CaughtMailPage> {
  const words = `%${filters.search.replace(/[\\%_]/g, '\\$&')}%`
  const rows = await db
    .selectFrom('messages.caught_mail')
    .select(['id', 'caught_at', 'customer_id', 'message_id', 'sender', 'recipients', 'subject'])
    .$if(filters.search !== '', (query) =>
      query.where(({ or, eb, fn }) =>
        or([
          eb('subject', 'ilike', words),
          eb(fn('array_to_string', ['recipients', eb.val(' ')]), 'ilike', words),
        ]),
      ),
    )
    .$if(filters.customerId !== undefined, (query) =>
      query.where('customer_id', '=', filters.customerId ?? null),
    )
    .$if(filters.before !== undefined, (query) => query.where('id', '<', filters.before ?? ''))
    .orderBy('id', 'desc')
    .limit(filters.limit + 1)
    .execute()
  const page = rows.slice(0, filters.limit)
  return {
    mails: page.map(shown),
    next: rows.length > filters.limit ? (page.at(-1)?.id ?? null) : null,
  }
}

export async function rawMail(db: Db, id: string) {
  const row = await db
    .selectFrom('messages.caught_mail')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw new MailNotFound({ id })
  return row
}

export async function caughtMail(db: Db, id: string): Promise<CaughtMailContent> {
  const row = await rawMail(db, id)
  const { html, text, headers, from } = await PostalMime.parse(row.raw)
  return {
    ...shown(row),
    from: [from?.name, from?.address && `<${from.address}>`].filter(Boolean).join(' '),
    html: html ?? '',
    text: text ?? '',
    headers: headers.map(({ originalKey, value }) => ({ name: originalKey, value })),
  }
}

const keptDays = 60

/** A viewer is no archive. */
export async function dropOldMails(work: Work): Promise<void> {
  const from = new Date(work.now.getTime() - keptDays * 86_400_000)
  await work.tx.deleteFrom('messages.caught_mail').where('caught_at', '<', from).execute()
}

interface Row {
  id: string
  caught_at: Date
  customer_id: string | null
  message_id: string | null
  sender: string
  recipients: string[]
  subject: string
}

const shown = (row: Row): CaughtMail => ({
  id: row.id,
  caughtAt: row.caught_at.toISOString(),
  customerId: row.customer_id,
  messageId: row.message_id,
  sender: row.sender,
  recipients: row.recipients,
  subject: row.subject,
})
