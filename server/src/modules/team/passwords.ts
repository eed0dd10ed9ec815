import type { Db } from '../../kernel/database.ts'
import type { Work } from '../../kernel/work.ts'
import { countTry, forgiveTries } from './attempts.ts'
import type { Person, SignInInput } from './contract.ts'
import { PasswordRefused } from './refusals.ts'
import { newToken } from './tokens.ts'

/** better-auth's scrypt. Outside of any transaction: it takes long on purpose. */
export async function hashPassword(password: string): Promise<string> {
  const crypto = await import('better-auth/crypto')
  return crypto.hashPassword(password)
}

/** What the password of nobody is compared with, so that an unknown email takes as long to refuse. */
let hashOfNobody: Promise<string> | undefined

/** Whose email and password these are; undefined says no, after the same time for all. */
export async function personWith(
  db: Db,
  { email, password }: SignInInput,
): Promise<Person | undefined> {
  const found = await db
    .selectFrom('team.person as person')
    .innerJoin('team.account as account', 'account.user_id', 'person.id')
    .select(['person.id', 'person.name', 'person.email', 'person.role', 'person.language'])
    .select('account.password')
    .where('person.email', '=', email)
    .where('account.provider_id', '=', 'credential')
    .executeTakeFirst()
  hashOfNobody ??= hashPassword(newToken())
  const hash = found?.password ?? (await hashOfNobody)
  const crypto = await import('better-auth/crypto')
  const fits = await crypto.verifyPassword({ hash, password })
  if (!fits || !found?.password) return
  const { password: _, ...person } = found
  return person
}

/** Who is signed in proves it again before they change how they prove it. */
export async function confirmPassword(
  db: Db,
  { email }: Pick<Person, 'email'>,
  password: string,
): Promise<void> {
  await countTry(db, 'account', email)
  if (!(await personWith(db, { email, password }))) throw new PasswordRefused({})
  await forgiveTries(db, 'account', email)
}

/** Another password: whoever came in with the old one is out, except this session. */
export async function setPassword(
  { tx }: Pick<Work, 'tx'>,
  personId: string,
  { hash, keep }: { hash: string; keep?: string },
): Promise<void> {
  await tx
    .updateTable('team.account')
    .set({ password: hash, updated_at: new Date() })
    .where('user_id', '=', personId)
    .where('provider_id', '=', 'credential')
    .execute()
  await endSessions(tx, personId, { keep })
}

/** Ends what a person has open, on every device or on every other. */
export async function endSessions(
  tx: Db,
  personId: string,
  { keep }: { keep?: string | undefined } = {},
): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom('team.session')
    .where('user_id', '=', personId)
    .$if(keep !== undefined, (query) => query.where('id', '<>', keep ?? ''))
    .executeTakeFirst()
  return Number(numDeletedRows)
}
