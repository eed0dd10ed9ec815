import type { Db } from '../../../kernel/database.ts'
import type { Work } from '../../../kernel/work.ts'
import { emailsOf, threadIds } from '../../customers/index.ts'
import type { Links, LinkTo } from '../link.ts'
import type { Post } from '../post.ts'
import { customerOf } from '../preferences.ts'
import { BrokenLink, NoKnownAddress } from '../refusals.ts'
import { enter } from './ask.ts'
import type { RequestRow } from './request.ts'
import { drawCode, isRight, verified } from './verify.ts'

/** Where the copy is that somebody asked for themselves. */
export type CopyStanding =
  | { readonly state: 'none' | 'asked' | 'nowhere-to-write' }
  | { readonly state: 'in-hand'; readonly dueAt: Date }

const linkHours = 24
/** Whoever holds a link to the page could else have somebody written to without end. */
const quietMinutes = 10
const customer = 'customer'

export async function copyStanding(db: Db, customerId: string): Promise<CopyStanding> {
  const open = await openCopy(db, customerId)
  if (open && open.state !== 'asked') return { state: 'in-hand', dueAt: open.due_at }
  if (!(await emailsOf(db, [customerId])).has(customerId)) return { state: 'nowhere-to-write' }
  // One that somebody of the team has opened may be proved by a link as well as by a code.
  return { state: open?.code_hash ? 'asked' : 'none' }
}

function openCopy(db: Db, customerId: string): Promise<RequestRow | undefined> {
  return threadIds(db, customerId).then((ids) =>
    db
      .selectFrom('consent.request')
      .selectAll()
      .where('kind', '=', 'export')
      .where('state', 'not in', ['done', 'refused'])
      .where('customer_id', 'in', ids)
      .orderBy('asked_at')
      .limit(1)
      .executeTakeFirst(),
  )
}

interface Parts {
  readonly post: Post
  readonly links: Links
  readonly baseUrl: string
}

/**
 * Enters that somebody asks for a copy, from when the clock of the law runs, and writes to their address:
 * only who reads that mail can bring it about. Asked again, the same request is written about again.
 */
export async function askForCopy(work: Work, about: LinkTo, parts: Parts): Promise<void> {
  const profile = await customerOf(work.tx, about.customerId)
  const { customerId } = profile
  const email = (await emailsOf(work.tx, [customerId])).get(customerId)
  if (!email) throw new NoKnownAddress({})
  const asked = { kind: 'export', by: 'email', value: email, bar: false } as const
  const row = (await openCopy(work.tx, customerId)) ?? (await enter(work, asked, profile, customer))
  if (row?.state !== 'asked' || wasJustWritten(row, work.now)) return
  const code = await drawCode(work, row.id, linkHours * 60)
  const token = parts.links.sign('a', { customerId, messageId: row.id, about: code })
  await parts.post.plan(work, [
    {
      ...{ customerId, mail: 'privacy-proof' },
      key: `privacy-proof ${row.id} ${work.now.getTime()}`,
      variables: { proof_url: `${parts.baseUrl}/a/${token}` },
    },
  ])
}

function wasJustWritten({ code_expires_at }: RequestRow, now: Date): boolean {
  const writtenAt = (code_expires_at?.getTime() ?? 0) - linkHours * 3_600_000
  return now.getTime() - writtenAt < quietMinutes * 60_000
}

/** The request that a link of that mail is about. */
export async function copyAsked(db: Db, { customerId, messageId }: LinkTo): Promise<RequestRow> {
  const row = await db
    .selectFrom('consent.request')
    .selectAll()
    .where('id', '=', messageId)
    .where('customer_id', '=', customerId)
    .executeTakeFirst()
  if (!row) throw new BrokenLink({})
  return row
}

/** Whether the link still brings the copy about, or has. */
export const holds = (row: RequestRow, { about }: LinkTo, now: Date): boolean =>
  row.state === 'asked' ? isRight(row, about, now) : row.state !== 'refused'

/** Somebody reads the mail of that address, and means it: the files are made. */
export async function confirmCopy(work: Work, link: LinkTo): Promise<RequestRow | undefined> {
  await work.tx
    .selectFrom('consent.request')
    .select('id')
    .where('id', '=', link.messageId)
    .forUpdate()
    .execute()
  const row = await copyAsked(work.tx, link)
  if (!holds(row, link, work.now)) return undefined
  if (row.state === 'asked') await verified(work, row.id, customer, 'link')
  return row
}
