import type { Selectable } from 'kysely'
import type { Db } from '../../../kernel/database.ts'
import type { PrivacyRequest } from '../contract.ts'
import type { Links } from '../link.ts'
import { RequestNotFound } from '../refusals.ts'
import type { RequestTable } from '../tables.ts'
import { monthsLater } from './clock.ts'

export type RequestRow = Selectable<RequestTable>

/** How long the files of an export wait to be fetched. */
const fetchableDays = 7
export const fetchableUntil = (doneAt: Date) =>
  new Date(doneAt.getTime() + fetchableDays * 86_400_000)

/** What showing a request needs to know besides its row. */
export interface Shown {
  readonly links: Links
  readonly baseUrl: string
  readonly now: Date
}

/** Those that are open, the most urgent first, then what was settled within the last year. */
export async function requests(db: Db, shown: Shown): Promise<PrivacyRequest[]> {
  const rows = await db
    .selectFrom('consent.request')
    .selectAll()
    .where('identifier_kind', '<>', 'retention')
    .where(({ or, eb }) =>
      or([
        eb('state', 'not in', ['done', 'refused']),
        eb('asked_at', '>', monthsLater(shown.now, -12)),
      ]),
    )
    .orderBy((eb) => eb('state', 'in', ['done', 'refused']))
    .orderBy((eb) =>
      eb.case().when('state', 'in', ['done', 'refused']).then(null).else(eb.ref('due_at')).end(),
    )
    .orderBy('asked_at', 'desc')
    .limit(500)
    .execute()
  return rows.map((row) => requestShown(row, shown))
}

export async function requestOf(db: Db, id: string): Promise<RequestRow> {
  const row = await db
    .selectFrom('consent.request')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw new RequestNotFound({ id })
  return row
}

const iso = (moment: Date | null) => moment?.toISOString() ?? null

export function requestShown(row: RequestRow, { links, baseUrl, now }: Shown): PrivacyRequest {
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    identifierKind: row.identifier_kind,
    identifier: row.identifier,
    customerId: row.customer_id,
    language: row.language,
    bar: row.bar,
    askedBy: row.asked_by,
    askedAt: row.asked_at.toISOString(),
    dueAt: row.due_at.toISOString(),
    extendedAt: iso(row.extended_at),
    extensionReason: row.extension_reason,
    codeSent: row.state === 'asked' && row.code_expires_at !== null && row.code_expires_at > now,
    verifiedAt: iso(row.verified_at),
    verifiedBy: row.verified_by,
    verifiedHow: row.verified_how,
    doneAt: iso(row.done_at),
    refusedReason: row.refused_reason,
    receipt: row.receipt,
    link: linkOf(row, { links, baseUrl, now }),
  }
}

export function linkOf(row: RequestRow, { links, baseUrl, now }: Shown): PrivacyRequest['link'] {
  if (row.kind !== 'export' || !row.done_at || !row.customer_id) return null
  const expiresAt = fetchableUntil(row.done_at)
  if (expiresAt <= now) return null
  return {
    url: fetchUrl({ links, baseUrl }, row.customer_id, row.id),
    expiresAt: iso(expiresAt) ?? '',
  }
}

export function fetchUrl(
  { links, baseUrl }: Pick<Shown, 'links' | 'baseUrl'>,
  customerId: string,
  requestId: string,
): string {
  const token = links.sign('e', { customerId, messageId: requestId, about: '' })
  return `${baseUrl}/e/${token}`
}
