import PostalMime from 'postal-mime'
import { z } from 'zod'
import type { Db } from '../../kernel/database.ts'
import type { Work } from '../../kernel/work.ts'
import { MailNotFound } from './refusals.ts'

export const CaughtMail = z.object({
  id: z.uuid(),
  caughtAt: z.iso.datetime(),
  customerId: z.uuid().nullable(),
  messageId: z.uuid().nullable(),
  sender: z.string(),
  recipients: z.array(z.string()),
  subject: z.string(),
})
export type CaughtMail = z.infer<typeof CaughtMail>

export const CaughtMailPage = z.object({
  mails: z.array(CaughtMail),
  next: z.string().nullable(),
})

export const CaughtMailContent = CaughtMail.extend({
  from: z.string(),
  html: z.string(),
  text: z.string(),
  headers: z.array(z.object({ name: z.string(), value: z.string() })),
})
export type CaughtMailContent = z.infer<typeof CaughtMailContent>

export const CaughtFilters = z.object({
  search: z.string().max(200).default(''),
  customerId: z.uuid().optional(),
  before: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})

/** The viewer's list, newest first: its ids are in the order in which the mails came. */
export async function caughtMails(db: Db, filters: z.infer<typeof CaughtFilters>) {
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
