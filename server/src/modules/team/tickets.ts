import type { Db } from '../../kernel/database.ts'
import type { Work } from '../../kernel/work.ts'
import { TicketNotValid } from './refusals.ts'
import { hashOf, newToken } from './tokens.ts'

/** Something begun that is finished once, and how many minutes there are for it. */
const minutes = {
  /** The password was right; the second proof is still to come. */
  'second-proof': 10,
  /** As above, but there is no second proof yet, and the role asks for one. */
  'first-authenticator': 20,
  'new-authenticator': 20,
  'passkey-sign-in': 5,
  'new-passkey': 5,
  /** A link to choose a new password, sent by mail or handed over by an owner. */
  'reset-mail': 60,
  'reset-link': 24 * 60,
} as const

export type Purpose = keyof typeof minutes

interface Begun {
  personId: string | null
  content?: Record<string, string>
}

/** What stands behind a ticket, for whoever holds it. */
export interface Ticket {
  personId: string | null
  content: Record<string, string>
}

/** Begins something. Of the same kind, a person has one open at a time: the latest. */
export async function newTicket(
  tx: Db,
  purpose: Purpose,
  { personId, content = {} }: Begun,
): Promise<{ token: string; expiresAt: Date }> {
  const token = newToken()
  const expiresAt = new Date(Date.now() + minutes[purpose] * 60_000)
  if (personId) await dropTickets(tx, personId, [purpose])
  await tx
    .insertInto('team.ticket')
    .values({
      ...{ token_hash: hashOf(token), purpose, person_id: personId, expires_at: expiresAt },
      content: JSON.stringify(content),
    })
    .execute()
  return { token, expiresAt }
}

/** Looks at a ticket that a wrong code shall not use up. */
export async function readTicket(db: Db, purposes: Purpose[], token: string): Promise<Ticket> {
  const found = await db
    .selectFrom('team.ticket')
    .select(['person_id as personId', 'content'])
    .where('token_hash', '=', hashOf(token))
    .where('purpose', 'in', purposes)
    .where('expires_at', '>', new Date())
    .executeTakeFirst()
  if (!found) throw new TicketNotValid({})
  return found
}

/** Uses a ticket up. Of two who come with it at once, one finds it. */
export async function useTicket(
  { tx }: Pick<Work, 'tx'>,
  purposes: Purpose[],
  token: string,
): Promise<Ticket> {
  const used = await tx
    .deleteFrom('team.ticket')
    .where('token_hash', '=', hashOf(token))
    .where('purpose', 'in', purposes)
    .where('expires_at', '>', new Date())
    .returning(['person_id as personId', 'content'])
    .executeTakeFirst()
  if (!used) throw new TicketNotValid({})
  return used
}

export async function dropTickets(tx: Db, personId: string, purposes: Purpose[]): Promise<void> {
  await tx
    .deleteFrom('team.ticket')
    .where('person_id', '=', personId)
    .where('purpose', 'in', purposes)
    .execute()
}

export async function forgetOldTickets(tx: Db): Promise<void> {
  await tx.deleteFrom('team.ticket').where('expires_at', '<', new Date()).execute()
}
