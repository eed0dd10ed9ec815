import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../../kernel/database.ts'
import { signal } from '../../kernel/signals.ts'
import type { Work } from '../../kernel/work.ts'
import { nameOf, profilesOf, threadIds } from '../customers/index.ts'
import type { Message, MessageCounts, MessageFilters, MessagePage } from './contract.ts'
import { MessageNotFound, MessageNotHeld } from './refusals.ts'

/** The ledger, newest first; a person's is that of all the customers who proved to be this person. */
export async function messagesPage(db: Db, filters: MessageFilters): Promise<MessagePage> {
  const { limit, before } = filters
  const ids = filters.customerId ? await threadIds(db, filters.customerId) : undefined
  const rows = await rowsOf(db)
    .$if(ids !== undefined, (query) =>
      query.where('message.customer_id', '=', sql<string>`any(${ids ?? []}::uuid[])`),
    )
    .$if(filters.state !== undefined, (query) =>
      query.where('message.state', '=', filters.state ?? 'held'),
    )
    .$if(filters.reason !== undefined, (query) =>
      query.where('message.reason', '=', filters.reason ?? null),
    )
    .$if(filters.templateId !== undefined, (query) =>
      query.where('message.template_id', '=', filters.templateId ?? ''),
    )
    .$if(filters.originId !== undefined, (query) =>
      query.where('message.origin_id', '=', filters.originId ?? ''),
    )
    .$if(before !== undefined, (query) => query.where(olderThan(before ?? '')))
    .orderBy('message.planned_at', 'desc')
    .orderBy('message.id', 'desc')
    .limit(limit + 1)
    .execute()
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const more = rows.length > limit && last
  return {
    messages: await named(db, page),
    next: more ? `${last.planned_at.toISOString()} ${last.id}` : null,
  }
}

/** A place in the list: a moment and the row at it. One that is not understood begins at the end. */
function olderThan(place: string) {
  const [at = '', id = ''] = place.split(' ')
  const known = !Number.isNaN(Date.parse(at)) && z.uuid().safeParse(id).success
  if (!known) return sql<boolean>`false`
  return sql<boolean>`(message.planned_at, message.id) < (${at}::timestamptz, ${id}::uuid)`
}

export async function messageOf(db: Db, customerId: string, id: string): Promise<Message> {
  const row = await rowsOf(db)
    .where('message.customer_id', '=', customerId)
    .where('message.id', '=', id)
    .executeTakeFirst()
  if (!row) throw new MessageNotFound({ id })
  const [message] = await named(db, [row])
  if (!message) throw new MessageNotFound({ id })
  return message
}

/** Rows as lists show them, with what the customers are called now. */
async function named(db: Db, rows: readonly Row[]): Promise<Message[]> {
  const ids = [...new Set(rows.map((row) => row.customer_id))]
  const profiles = await profilesOf(db, ids)
  return rows.map((row) => ({
    ...shown(row),
    customerName: nameOf(profiles.get(row.customer_id)?.traits ?? {}),
  }))
}

export async function messageCounts(
  db: Db,
  { originId, templateId }: Pick<MessageFilters, 'originId' | 'templateId'>,
): Promise<MessageCounts> {
  const rows = await db
    .selectFrom('messages.message')
    .select(['state', 'reason', ({ fn }) => fn.countAll<number>().as('messages')])
    .$if(originId !== undefined, (query) => query.where('origin_id', '=', originId ?? ''))
    .$if(templateId !== undefined, (query) => query.where('template_id', '=', templateId ?? ''))
    .groupBy(['state', 'reason'])
    .orderBy('state')
    .execute()
  return rows.map((row) => ({ ...row, messages: Number(row.messages) }))
}

/** Sends a held message again, with the newest text of its template and the customer's newest traits. */
export async function releaseHeld(work: Work, customerId: string, id: string): Promise<void> {
  const { numUpdatedRows } = await work.tx
    .updateTable('messages.message')
    .set({
      state: 'planned',
      reason: null,
      detail: null,
      version: sql<number>`(select newest.version from messages.template as newest where newest.id = template_id)`,
      due_at: work.now,
      claimed_by: null,
      claimed_at: null,
      ended_at: null,
    })
    .where('customer_id', '=', customerId)
    .where('id', '=', id)
    .where('state', '=', 'held')
    .executeTakeFirst()
  if (numUpdatedRows === 0n) {
    const { state } = await messageOf(work.tx, customerId, id)
    throw new MessageNotHeld({ id, state })
  }
  await signal(work.tx, 'messages.due')
}

const rowsOf = (db: Db) =>
  db
    .selectFrom('messages.message as message')
    .innerJoin('messages.template as template', 'template.id', 'message.template_id')
    .selectAll('message')
    .select('template.name as template_name')

type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number]

const iso = (moment: Date | null) => moment?.toISOString() ?? null

const shown = (row: Row): Omit<Message, 'customerName'> => ({
  id: row.id,
  customerId: row.customer_id,
  templateId: row.template_id,
  templateName: row.template_name,
  version: row.version,
  channel: row.channel,
  purpose: row.purpose,
  lane: row.lane,
  state: row.state,
  reason: row.reason,
  detail: row.detail,
  ground: row.ground,
  decisionId: row.decision_id,
  language: row.language,
  address: row.address,
  providerId: row.provider_id,
  originKind: row.origin_kind,
  originId: row.origin_id,
  runId: row.run_id,
  step: row.step,
  plannedAt: row.planned_at.toISOString(),
  dueAt: row.due_at.toISOString(),
  tries: row.tries,
  handedOverAt: iso(row.handed_over_at),
  endedAt: iso(row.ended_at),
  firstOpenedAt: iso(row.first_opened_at),
  firstClickedAt: iso(row.first_clicked_at),
})
