import type { Db } from '../../kernel/database.ts'
import type { InWork, Work } from '../../kernel/work.ts'
import type { Actor } from './actor.ts'
import { audit } from './audit.ts'
import { renewBackupCodes } from './authenticator.ts'
import type { Person } from './contract.ts'
import { passkeysOf } from './passkeys.ts'
import { endSessions, hashPassword, setPassword } from './passwords.ts'
import type { Account } from './proof-contract.ts'
import { isStrict, refuseNone, removeAuthenticator } from './proofs.ts'
import { SessionNotFound } from './refusals.ts'

/** Who looks at their own account, and from which session. */
export interface Self {
  readonly person: Person
  readonly sessionId: string
}

/** How a person signs in, and where they are signed in now. */
export async function accountOf(db: Db, { person, sessionId }: Self): Promise<Account> {
  const app = await db
    .selectFrom('team.authenticator')
    .select('created_at')
    .where('person_id', '=', person.id)
    .executeTakeFirst()
  const { codes } = await db
    .selectFrom('team.backup_code')
    .select(({ fn }) => fn.countAll<number>().as('codes'))
    .where('person_id', '=', person.id)
    .executeTakeFirstOrThrow()
  const passkeys = await passkeysOf(db, person.id)
  return {
    authenticator: app ? { since: app.created_at.toISOString(), backupCodes: codes } : null,
    passkeys: passkeys.map(({ id, name, created_at, last_used_at }) => ({
      ...{ id, name, createdAt: created_at.toISOString() },
      lastUsedAt: last_used_at?.toISOString() ?? null,
    })),
    strict: await isStrict(db, person.role),
    sessions: await openSessions(db, person.id, sessionId),
  }
}

/** The browsers in which a person is signed in, this one first. */
async function openSessions(db: Db, personId: string, current: string) {
  const rows = await db
    .selectFrom('team.session')
    .select(['id', 'user_agent', 'created_at', 'updated_at'])
    .where('user_id', '=', personId)
    .where('expires_at', '>', new Date())
    .orderBy('updated_at', 'desc')
    .execute()
  const sessions = rows.map(({ id, user_agent, created_at, updated_at }) => ({
    id,
    userAgent: user_agent || null,
    openedAt: created_at.toISOString(),
    renewedAt: updated_at.toISOString(),
    current: id === current,
  }))
  return sessions.sort((one, other) => Number(other.current) - Number(one.current))
}

/** The password is another; every other browser is out. */
export async function changePassword(
  inWork: InWork,
  { person, sessionId }: Self,
  next: string,
): Promise<void> {
  const hash = await hashPassword(next)
  await inWork(async (work) => {
    await setPassword(work, person.id, { hash, keep: sessionId })
    await audit(work, self(person), 'team/password-changed', `person:${person.id}`)
  })
}

/** No codes of an app any more; refused when the role asks for a second proof and this is the last. */
export async function dropAuthenticator(work: Work, person: Person): Promise<void> {
  if (!(await removeAuthenticator(work.tx, person.id))) return
  await refuseNone(work, person.id)
  await audit(work, self(person), 'team/authenticator-removed', `person:${person.id}`)
}

export async function newBackupCodes(work: Work, person: Person): Promise<string[]> {
  const codes = await renewBackupCodes(work, person.id)
  await audit(work, self(person), 'team/backup-codes-made', `person:${person.id}`)
  return codes
}

/** Signs one browser out from afar. */
export async function endSession(work: Work, person: Person, id: string): Promise<void> {
  const { numDeletedRows } = await work.tx
    .deleteFrom('team.session')
    .where('id', '=', id)
    .where('user_id', '=', person.id)
    .executeTakeFirst()
  if (numDeletedRows === 0n) throw new SessionNotFound({ id })
  await audit(work, self(person), 'team/session-ended', `person:${person.id}`)
}

/** Signs every other browser out; by somebody else, all of them. */
export async function endOtherSessions(
  work: Work,
  actor: Pick<Actor, 'kind' | 'id'>,
  { personId, keep }: { personId: string; keep?: string },
): Promise<void> {
  const ended = await endSessions(work.tx, personId, { keep })
  if (ended > 0) await audit(work, actor, 'team/sessions-ended', `person:${personId}`, { ended })
}

const self = ({ id }: Person) => ({ kind: 'person' as const, id })
