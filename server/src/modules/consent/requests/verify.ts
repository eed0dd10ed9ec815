import { createHash, randomInt, timingSafeEqual } from 'node:crypto'
import { signal } from '../../../kernel/signals.ts'
import type { Work } from '../../../kernel/work.ts'
import { emailsOf, finalIds } from '../../customers/index.ts'
import type { Post } from '../post.ts'
import { CodeRefused, NoKnownAddress } from '../refusals.ts'
import { openRequest } from './ask.ts'
import { type RequestRow, requestOf } from './request.ts'

const codeMinutes = 60
const mostTries = 5

const hashOf = (id: string, code: string) =>
  createHash('sha256').update(`${id} ${code}`).digest('hex')

/** A new code for a request; only its hash is kept, and any earlier one is worth nothing. */
export async function drawCode(work: Work, id: string, minutes: number): Promise<string> {
  const code = String(randomInt(1_000_000)).padStart(6, '0')
  await work.tx
    .updateTable('consent.request')
    .set({
      code_hash: hashOf(id, code),
      code_expires_at: new Date(work.now.getTime() + minutes * 60_000),
      code_tries: 0,
    })
    .where('id', '=', id)
    .execute()
  return code
}

/** Whether a code is the one that was drawn last, and still holds. */
export function isRight({ id, code_hash, code_expires_at }: RequestRow, code: string, now: Date) {
  const fresh = code_expires_at !== null && code_expires_at > now
  return (
    fresh &&
    code_hash !== null &&
    timingSafeEqual(Buffer.from(code_hash), Buffer.from(hashOf(id, code)))
  )
}

/** Sends a code to the address that we know, which only the person of that address can repeat. */
export async function sendCode(work: Work, post: Post, id: string): Promise<RequestRow> {
  const row = await openRequest(work, id)
  const finals = await finalIds(work.tx, row.customer_id ? [row.customer_id] : [])
  const customerId = finals.get(row.customer_id ?? '')
  const known = customerId && (await emailsOf(work.tx, [customerId])).get(customerId)
  if (!customerId || !known) throw new NoKnownAddress({})
  const code = await drawCode(work, id, codeMinutes)
  const key = `privacy-code ${id} ${work.now.getTime()}`
  await post.plan(work, [{ customerId, mail: 'privacy-code', key, variables: { code } }])
  return requestOf(work.tx, id)
}

/**
 * Whether a code is the one that was sent. A wrong try is counted, so this commits before it refuses:
 * the caller throws what this returns.
 */
export async function tryCode(
  work: Work,
  id: string,
  code: string,
  by: string,
): Promise<Error | undefined> {
  const row = await openRequest(work, id)
  const tries = row.code_tries + 1
  const fresh = row.code_expires_at !== null && row.code_expires_at > work.now
  if (!isRight(row, code, work.now) || tries > mostTries) {
    await work.tx
      .updateTable('consent.request')
      .set({ code_tries: tries, ...(tries >= mostTries && { code_hash: null }) })
      .where('id', '=', id)
      .execute()
    return new CodeRefused({ triesLeft: fresh ? Math.max(0, mostTries - tries) : 0 })
  }
  await verified(work, id, by, 'code')
  return undefined
}

/** Somebody of the team answers for who asked. */
export async function vouch(work: Work, id: string, how: string, by: string): Promise<void> {
  await openRequest(work, id)
  await verified(work, id, by, how)
}

export async function verified(work: Work, id: string, by: string, how: string): Promise<void> {
  await work.tx
    .updateTable('consent.request')
    .set({
      ...{ state: 'verified', verified_at: work.now, verified_by: by, verified_how: how },
      ...{ code_hash: null, code_expires_at: null },
    })
    .where('id', '=', id)
    .execute()
  await signal(work.tx, 'consent.requests')
}
