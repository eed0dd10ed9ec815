import { sql } from 'kysely'
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
import { endSessions } from './passwords.ts'
import { isStrict, proofsOf } from './proofs.ts'
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
  const [proofs, lastIn] = await Promise.all([proofsOfAll(db), lastInOfAll(db)])
  return {
    people: persons.map(({ created_at, ...person }) => ({
      ...person,
      proofs: proofs.get(person.id) ?? [],
      lastIn: lastIn.get(person.id)?.toISOString() ?? null,
      createdAt: created_at.toISOString(),
    })),
    invitations: invitations.map(({ expires_at, email, ...invitation }) => ({
      ...invitation,
      email: email ?? '',
      expiresAt: expires_at.toISOString(),
    })),
  }
}

/** Who proves what beside a password. */
async function proofsOfAll(db: Db): Promise<Map<string, ('authenticator' | 'passkey')[]>> {
  const { rows } = await sql<{ id: string; proofs: ('authenticator' | 'passkey')[] }>`
    select id, array_agg(distinct proof order by proof) as proofs from (
      select person_id as id, 'authenticator' as proof from team.authenticator
      union all select person_id, 'passkey' from team.passkey
    ) as given group by id`.execute(db)
  return new Map(rows.map(({ id, proofs }) => [id, proofs]))
}

/** To the day: a session in use is renewed once a day. */
async function lastInOfAll(db: Db): Promise<Map<string, Date>> {
  const rows = await db
    .selectFrom('team.session')
    .select(['user_id', ({ fn }) => fn.max('updated_at').as('last_in')])
    .groupBy('user_id')
    .execute()
  return new Map(rows.map(({ user_id, last_in }) => [user_id, last_in]))
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
  if (!rightsOf[role].every((right) => actor.rights.includes(right)))
    throw new RoleTooHigh({ role })
}

/** A key that may change the team, and little else, is no way to somebody who may more. */
export async function refuseStronger(work: Work, actor: Actor, id: string): Promise<void> {
  const person = await work.tx
    .selectFrom('team.person')
    .select('role')
    .where('id', '=', id)
    .executeTakeFirst()
  if (!person) throw new PersonNotFound({ id })
  refuseMoreThanOwn(actor, person.role)
}

export async function changeRole(
  work: Work,
  actor: Actor,
  { id, role }: { id: string; role: Role },
): Promise<void> {
  refuseMoreThanOwn(actor, role)
  await refuseStronger(work, actor, id)
  if (role !== 'owner') await refuseLastOwner(work, id)
  const { numUpdatedRows } = await work.tx
    .updateTable('team.person')
    .set({ role, updated_at: new Date() })
    .where('id', '=', id)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw new PersonNotFound({ id })
  if (await isStrict(work.tx, role)) await endUnproven(work, id)
  await audit(work, actor, 'team/role-changed', `person:${id}`, { role })
}

/** Into a role that asks for a second proof nobody slips in an open session without one. */
async function endUnproven({ tx }: Work, id: string): Promise<void> {
  const { authenticator, passkeys } = await proofsOf(tx, id)
  if (!authenticator && passkeys === 0) await endSessions(tx, id)
}

/** Takes a person out of the team; their sessions end with them, what they did stays written. */
export async function removePerson(work: Work, actor: Actor, id: string): Promise<void> {
  await refuseStronger(work, actor, id)
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
