import type { Db } from '../../kernel/database.ts'
import type { Work } from '../../kernel/work.ts'
import type { Actor } from './actor.ts'
import { audit } from './audit.ts'
import type { Invited, Role } from './contract.ts'
import { InvitationNotFound, LinkNotValid } from './refusals.ts'
import { hashOf, newToken } from './tokens.ts'

const hours = 60 * 60 * 1000

interface Invitation {
  role: Role
  email: string | null
  invitedBy: string
  /** Where its page is: `${page}/${token}` is the link. */
  page: string
  validHours: number
}

/** Makes a link that lets one person in, once. The wall's clock ends it, not that of a demo. */
export async function newInvitation(
  work: Work,
  { role, email, invitedBy, page, validHours }: Invitation,
): Promise<Invited> {
  const token = newToken()
  const id = work.newId()
  const now = new Date()
  const expiresAt = new Date(now.getTime() + validHours * hours)
  await work.tx
    .insertInto('team.invitation')
    .values({
      id,
      token_hash: hashOf(token),
      role,
      email,
      invited_by: invitedBy,
      created_at: now,
      expires_at: expiresAt,
      used_at: null,
    })
    .execute()
  return { id, link: `${page}/${token}`, expiresAt: expiresAt.toISOString() }
}

/** Refuses a link that will not do, before a password is hashed for it (half a second of work). */
export async function checkInvitation(db: Db, token: string): Promise<void> {
  const found = await db
    .selectFrom('team.invitation')
    .select('id')
    .where('token_hash', '=', hashOf(token))
    .where('used_at', 'is', null)
    .where('expires_at', '>', new Date())
    .executeTakeFirst()
  if (!found) throw new LinkNotValid({})
}

/** Uses up a link. Of two who try at once the update lets one through. */
export async function useInvitation(
  work: Work,
  token: string,
): Promise<{ role: Role; email: string | null }> {
  const used = await work.tx
    .updateTable('team.invitation')
    .set({ used_at: new Date() })
    .where('token_hash', '=', hashOf(token))
    .where('used_at', 'is', null)
    .where('expires_at', '>', new Date())
    .returning(['role', 'email'])
    .executeTakeFirst()
  if (!used) throw new LinkNotValid({})
  return used
}

/** Takes back a link that has not been used, as one sent to the wrong address. */
export async function withdrawInvitation(work: Work, actor: Actor, id: string): Promise<void> {
  const { numDeletedRows } = await work.tx
    .deleteFrom('team.invitation')
    .where('id', '=', id)
    .where('email', 'is not', null)
    .where('used_at', 'is', null)
    .executeTakeFirst()
  if (numDeletedRows === 0n) throw new InvitationNotFound({ id })
  await audit(work, actor, 'team/invitation-withdrawn', `invitation:${id}`)
}
