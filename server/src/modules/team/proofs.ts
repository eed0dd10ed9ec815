import type { Db } from '../../kernel/database.ts'
import type { Seal } from '../../kernel/seal.ts'
import type { Work } from '../../kernel/work.ts'
import type { Actor } from './actor.ts'
import { audit } from './audit.ts'
import { beginAuthenticator } from './authenticator.ts'
import { brand } from './brand.ts'
import type { Person, Role } from './contract.ts'
import type { NextProof } from './proof-contract.ts'
import { OwnProofFirst, ProofNeeded } from './refusals.ts'
import { newTicket } from './tickets.ts'

/** What a person can prove beside their password. */
export async function proofsOf(
  tx: Db,
  personId: string,
): Promise<{ authenticator: boolean; passkeys: number }> {
  const authenticator = await tx
    .selectFrom('team.authenticator')
    .select('person_id')
    .where('person_id', '=', personId)
    .executeTakeFirst()
  const { passkeys } = await tx
    .selectFrom('team.passkey')
    .select(({ fn }) => fn.countAll<number>().as('passkeys'))
    .where('person_id', '=', personId)
    .executeTakeFirstOrThrow()
  return { authenticator: authenticator !== undefined, passkeys }
}

/** What is still asked of somebody whose password was right; undefined lets them in. */
export async function nextProof(
  { tx, seal }: { tx: Db; seal: Seal },
  person: Person,
): Promise<NextProof | undefined> {
  const { authenticator, passkeys } = await proofsOf(tx, person.id)
  const strict = await isStrict(tx, person.role)
  if (!authenticator && !strict) return
  if (!authenticator && passkeys === 0) {
    const { name } = await brand(tx)
    const begun = await beginAuthenticator({ tx, seal }, 'first-authenticator', {
      ...person,
      brandName: name,
    })
    return { needs: 'authenticator', ...begun }
  }
  const { token } = await newTicket(tx, 'second-proof', { personId: person.id })
  const by = [
    ...(authenticator ? ['code' as const] : []),
    ...(passkeys ? ['passkey' as const] : []),
  ]
  return { needs: 'second-proof', ticket: token, by }
}

/** Whether people of a role must bring a second proof. */
export async function isStrict(tx: Db, role: Role): Promise<boolean> {
  return (await strictRoles(tx)).includes(role)
}

export async function strictRoles(tx: Db): Promise<Role[]> {
  const rows = await tx.selectFrom('team.strict_role').select('role').orderBy('role').execute()
  return rows.map(({ role }) => role)
}

/**
 * Asks the people of a role for a second proof from now on, or no longer. Their sessions end, so that
 * nobody stays in with less than is asked.
 */
export async function setStrict(
  work: Work,
  actor: Actor,
  { role, strict }: { role: Role; strict: boolean },
): Promise<void> {
  const { tx } = work
  if (strict) {
    await refuseWithoutOwn(tx, actor, role)
    const added = await tx
      .insertInto('team.strict_role')
      .values({ role })
      .onConflict((conflict) => conflict.doNothing())
      .returning('role')
      .executeTakeFirst()
    if (!added) return
    await tx
      .deleteFrom('team.session')
      .using('team.person')
      .whereRef('team.person.id', '=', 'team.session.user_id')
      .where('team.person.role', '=', role)
      .$if(actor.kind === 'person', (query) => query.where('team.person.id', '<>', actor.id))
      .execute()
  } else await tx.deleteFrom('team.strict_role').where('role', '=', role).execute()
  await audit(work, actor, 'team/strictness-changed', `role:${role}`, { role, strict })
}

async function refuseWithoutOwn(tx: Db, actor: Actor, role: Role): Promise<void> {
  if (actor.kind !== 'person') return
  const { authenticator, passkeys } = await proofsOf(tx, actor.id)
  if (authenticator || passkeys > 0) return
  const own = await tx
    .selectFrom('team.person')
    .select('role')
    .where('id', '=', actor.id)
    .executeTakeFirst()
  if (own?.role === role) throw new OwnProofFirst({})
}

/** Refuses to leave somebody without a second proof whose role asks for one. Call it after removing. */
export async function refuseNone({ tx }: Work, personId: string): Promise<void> {
  const { role } = await tx
    .selectFrom('team.person')
    .select('role')
    .where('id', '=', personId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  const { authenticator, passkeys } = await proofsOf(tx, personId)
  if (!authenticator && passkeys === 0 && (await isStrict(tx, role)))
    throw new ProofNeeded({ role })
}

/** Takes away an app and its codes for paper. */
export async function removeAuthenticator(tx: Db, personId: string): Promise<boolean> {
  await tx.deleteFrom('team.backup_code').where('person_id', '=', personId).execute()
  const { numDeletedRows } = await tx
    .deleteFrom('team.authenticator')
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

/** Somebody has lost what they proved themselves by: an owner takes it all away, and they begin anew. */
export async function removeProofs(work: Work, actor: Actor, personId: string): Promise<void> {
  await removeAuthenticator(work.tx, personId)
  await work.tx.deleteFrom('team.passkey').where('person_id', '=', personId).execute()
  await work.tx.deleteFrom('team.session').where('user_id', '=', personId).execute()
  await audit(work, actor, 'team/proofs-removed', `person:${personId}`)
}
