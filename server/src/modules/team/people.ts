import type { Db } from '../../kernel/database.ts'
import type { Work } from '../../kernel/work.ts'
import { type Actor, actorRef } from './actor.ts'
import { audit } from './audit.ts'
import {
  type Invited,
  type InviteInput,
  type Language,
  type People,
  type Role,
  rightsOf,
} from './contract.ts'
import { newInvitation } from './invitations.ts'
import { EmailTaken, LastOwner, PersonNotFound, RoleTooHigh } from './refusals.ts'

/** The team, and who was asked to join it and has not come yet. */
export async function people(db: Db): Promise<People> {
  const persons = await db
    .selectFrom('team.person')
    .select(['id', 'name', 'email', 'role', 'language', 'created_at'])
    .orderBy('name')
    .execute()
  const invitations = await db
    .selectFrom('team.invitation')
    .select(['id', 'email', 'role', 'expires_at'])
    .where('used_at', 'is', null)
    .where('email', 'is not', null)
    .where('expires_at', '>', new Date())
    .orderBy('created_at')
    .execute()
  return {
    people: persons.map(({ created_at, ...person }) => ({
      ...person,
      createdAt: created_at.toISOString(),
    })),
    invitations: invitations.map(({ expires_at, email, ...invitation }) => ({
      ...invitation,
      email: email ?? '',
      expiresAt: expires_at.toISOString(),
    })),
  }
}

export interface NewPerson {
  name: string
  email: string
  role: Role
  language: Language
  passwordHash: string
}

/** Takes a person in, with the account that better-auth will look for when they sign in. */
export async function addPerson(
  work: Work,
  { passwordHash, ...person }: NewPerson,
): Promise<string> {
  const id = work.newId()
  const now = new Date()
  const dates = { created_at: now, updated_at: now }
  const added = await work.tx
    .insertInto('team.person')
    .values({ id, ...person, ...dates })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) throw new EmailTaken({ email: person.email })
  await work.tx
    .insertInto('team.account')
    .values({
      id: work.newId(),
      account_id: id,
      provider_id: 'credential',
      user_id: id,
      password: passwordHash,
      ...dates,
    })
    .execute()
  return id
}

/** Asks a colleague to join; the link is handed over by whoever invites. */
export async function invite(
  work: Work,
  actor: Actor,
  { email, role }: InviteInput,
  baseUrl: string,
): Promise<Invited> {
  refuseMoreThanOwn(actor, role)
  const taken = await work.tx
    .selectFrom('team.person')
    .select('id')
    .where('email', '=', email)
    .executeTakeFirst()
  if (taken) throw new EmailTaken({ email })
  const invited = await newInvitation(work, {
    role,
    email,
    invitedBy: actorRef(actor),
    page: `${baseUrl}/join`,
    validHours: 72,
  })
  await audit(work, actor, 'team/invited', `invitation:${invited.id}`, { role })
  return invited
}

/** Nobody gives out a right that they have not themselves. */
export function refuseMoreThanOwn(actor: Actor, role: Role): void {
  const own = rightsOf[actor.role]
  if (!rightsOf[role].every((right) => own.includes(right))) throw new RoleTooHigh({ role })
}

export async function changeRole(
  work: Work,
  actor: Actor,
  { id, role }: { id: string; role: Role },
): Promise<void> {
  refuseMoreThanOwn(actor, role)
  if (role !== 'owner') await refuseLastOwner(work, id)
  const { numUpdatedRows } = await work.tx
    .updateTable('team.person')
    .set({ role, updated_at: new Date() })
    .where('id', '=', id)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw new PersonNotFound({ id })
  await audit(work, actor, 'team/role-changed', `person:${id}`, { role })
}

/** Takes a person out of the team; their sessions end with them, what they did stays written. */
export async function removePerson(work: Work, actor: Actor, id: string): Promise<void> {
  await refuseLastOwner(work, id)
  const { numDeletedRows } = await work.tx
    .deleteFrom('team.person')
    .where('id', '=', id)
    .executeTakeFirst()
  if (numDeletedRows === 0n) throw new PersonNotFound({ id })
  await audit(work, actor, 'team/removed', `person:${id}`)
}

/** Locks the owners, so that two who would both go are asked one after the other. */
async function refuseLastOwner(work: Work, leaving: string): Promise<void> {
  const owners = await work.tx
    .selectFrom('team.person')
    .select('id')
    .where('role', '=', 'owner')
    .orderBy('id')
    .forUpdate()
    .execute()
  if (owners.length === 1 && owners[0]?.id === leaving) throw new LastOwner({})
}

export async function changeLanguage(work: Work, id: string, language: Language): Promise<void> {
  await work.tx
    .updateTable('team.person')
    .set({ language, updated_at: new Date() })
    .where('id', '=', id)
    .execute()
}
