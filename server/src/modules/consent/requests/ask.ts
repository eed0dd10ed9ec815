import type { Work } from '../../../kernel/work.ts'
import { findBy, profileOf, threadIds } from '../../customers/index.ts'
import type { Profile } from '../../thread/events.ts'
import type { NewRequest } from '../contract.ts'
import { languageOf } from '../preferences.ts'
import { AlreadyAsked, AlreadyExtended, NobodyFound, RequestSettled } from '../refusals.ts'
import { answeredWithin, extendedBy, monthsLater } from './clock.ts'
import { type RequestRow, requestOf } from './request.ts'

/**
 * Writes down what a person asks; the clock of the law runs from here. An erasure may be asked for what
 * names no customer: it may still stand in events that were set aside.
 */
export async function ask(
  work: Work,
  { kind, by, value, bar }: NewRequest,
  askedBy: string,
): Promise<RequestRow> {
  const customerId = (await findBy(work.tx, by, value)) ?? null
  if (kind === 'export' && !customerId) throw new NobodyFound({ by })
  const profile = customerId ? await profileOf(work.tx, customerId) : undefined
  if (profile) await refuseTwice(work, kind, profile.customerId)
  const row = await enter(work, { kind, by, value, bar }, profile, askedBy)
  if (!row) throw new Error('only what a person asks themselves is asked once')
  return row
}

/** Undefined where the person has just asked the same on their own page. */
export async function enter(
  work: Work,
  { kind, by, value, bar }: NewRequest,
  profile: Profile | undefined,
  askedBy: string,
): Promise<RequestRow | undefined> {
  const row = {
    ...{ id: work.newId(), kind, state: 'asked' as const },
    ...{ identifier_kind: by, identifier: value, customer_id: profile?.customerId ?? null },
    ...{
      language: profile ? languageOf(profile) : ('fr' as const),
      bar: kind === 'erasure' && bar,
    },
    ...{ asked_by: askedBy, asked_at: work.now },
    due_at: monthsLater(work.now, answeredWithin),
  }
  return work.tx
    .insertInto('consent.request')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst()
}

async function refuseTwice(work: Work, kind: NewRequest['kind'], customerId: string) {
  const open = await work.tx
    .selectFrom('consent.request')
    .select('id')
    .where('kind', '=', kind)
    .where('state', 'not in', ['done', 'refused'])
    .where('customer_id', 'in', await threadIds(work.tx, customerId))
    .executeTakeFirst()
  if (open) throw new AlreadyAsked({ id: open.id })
}

/** Two months more, once, of which the person must be told with the reason. */
export async function extend(work: Work, id: string, reason: string): Promise<RequestRow> {
  const row = await openRequest(work, id)
  if (row.extended_at) throw new AlreadyExtended({})
  await work.tx
    .updateTable('consent.request')
    .set({
      due_at: monthsLater(row.asked_at, answeredWithin + extendedBy),
      extended_at: work.now,
      extension_reason: reason,
    })
    .where('id', '=', id)
    .execute()
  return requestOf(work.tx, id)
}

/** Says no, with the reason that the person is told. */
export async function refuse(work: Work, id: string, reason: string): Promise<RequestRow> {
  await openRequest(work, id)
  await work.tx
    .updateTable('consent.request')
    .set({ state: 'refused', refused_reason: reason, done_at: work.now, code_hash: null })
    .where('id', '=', id)
    .execute()
  return requestOf(work.tx, id)
}

/** A request that waits for a person, locked. */
export async function openRequest(work: Work, id: string): Promise<RequestRow> {
  await work.tx
    .selectFrom('consent.request')
    .select('id')
    .where('id', '=', id)
    .forUpdate()
    .execute()
  const row = await requestOf(work.tx, id)
  if (row.state !== 'asked') throw new RequestSettled({ state: row.state })
  return row
}
