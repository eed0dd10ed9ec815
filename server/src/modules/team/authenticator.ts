import { randomBytes } from 'node:crypto'
import type { Db } from '../../kernel/database.ts'
import type { Seal } from '../../kernel/seal.ts'
import type { InWork, Work } from '../../kernel/work.ts'
import { countTry, forgiveTries } from './attempts.ts'
import { audit } from './audit.ts'
import { authenticatorUri, base32, newSecret, stepOf } from './one-time-code.ts'
import type { CodeInput, NewAuthenticator } from './proof-contract.ts'
import { AuthenticatorUnreadable, CodeRefused, TicketNotValid } from './refusals.ts'
import { newTicket, type Purpose, readTicket, useTicket } from './tickets.ts'
import { hashOf } from './tokens.ts'

interface Owner {
  id: string
  email: string
  /** What the app shows beside the code. */
  brandName: string
}

/** What a code is judged by. */
interface Keeping {
  db: Db
  inWork: InWork
  seal: Seal
}

/** Bound to the person: moved to somebody else's row, it opens no longer. */
const sealedFor = (personId: string) => `authenticator ${personId}`

/** Makes a secret for an app to keep. It counts once a code shows that the app has it. */
export async function beginAuthenticator(
  { tx, seal }: { tx: Db; seal: Seal },
  purpose: Extract<Purpose, 'first-authenticator' | 'new-authenticator'>,
  { id, email, brandName }: Owner,
): Promise<NewAuthenticator> {
  const secret = newSecret()
  const { token } = await newTicket(tx, purpose, {
    personId: id,
    content: { sealed: close(seal, id, secret).toString('base64') },
  })
  return {
    ticket: token,
    secret: base32(secret),
    uri: authenticatorUri(secret, { issuer: brandName, account: email }),
  }
}

/** The app has the secret: from now on its codes are asked for, and codes for paper are made. */
export async function confirmAuthenticator(
  { db, inWork, seal }: Keeping,
  purpose: Extract<Purpose, 'first-authenticator' | 'new-authenticator'>,
  { ticket, code }: CodeInput,
): Promise<{ personId: string; backupCodes: string[] }> {
  const { personId, content } = await readTicket(db, [purpose], ticket)
  if (!personId) throw new TicketNotValid({})
  await countTry(db, 'code', personId)
  const secret = open(seal, personId, Buffer.from(content.sealed ?? '', 'base64'))
  const step = stepOf(secret, code, new Date())
  if (step === undefined) throw new CodeRefused({})
  const backupCodes = await inWork(async (work) => {
    await useTicket(work, [purpose], ticket)
    const row = { secret: close(seal, personId, secret), last_step: step, created_at: new Date() }
    await work.tx
      .insertInto('team.authenticator')
      .values({ person_id: personId, ...row })
      .onConflict((conflict) => conflict.column('person_id').doUpdateSet(row))
      .execute()
    const codes = await renewBackupCodes(work, personId)
    await audit(
      work,
      { kind: 'person', id: personId },
      'team/authenticator-added',
      `person:${personId}`,
    )
    return codes
  })
  await forgiveTries(db, 'code', personId)
  return { personId, backupCodes }
}

/** The second proof of somebody whose password was right; a code works once. */
export async function proveByCode(
  { db, inWork, seal }: Keeping,
  { ticket, code }: CodeInput,
): Promise<{ personId: string; by: 'code' | 'backup' }> {
  const { personId } = await readTicket(db, ['second-proof'], ticket)
  if (!personId) throw new TicketNotValid({})
  await countTry(db, 'code', personId)
  const by = /^\d{6}$/.test(code) ? 'code' : 'backup'
  await inWork(async (work) => {
    const right =
      by === 'code' ? useCode(work, seal, { personId, code }) : useBackupCode(work, personId, code)
    if (!(await right)) throw new CodeRefused({})
    await useTicket(work, ['second-proof'], ticket)
  })
  await forgiveTries(db, 'code', personId)
  return { personId, by }
}

async function useCode(
  { tx }: Work,
  seal: Seal,
  { personId, code }: { personId: string; code: string },
): Promise<boolean> {
  const found = await tx
    .selectFrom('team.authenticator')
    .select('secret')
    .where('person_id', '=', personId)
    .executeTakeFirst()
  const step = found && stepOf(open(seal, personId, found.secret), code, new Date())
  if (step === undefined) return false
  const { numUpdatedRows } = await tx
    .updateTable('team.authenticator')
    .set({ last_step: step })
    .where('person_id', '=', personId)
    .where('last_step', '<', step)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

async function useBackupCode({ tx }: Work, personId: string, code: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('team.backup_code')
    .where('person_id', '=', personId)
    .where('code_hash', '=', hashOf(asWritten(code)))
    .executeTakeFirst()
  return numDeletedRows > 0n
}

function close(seal: Seal, personId: string, secret: Buffer): Buffer {
  return seal.close(secret.toString('base64'), sealedFor(personId))
}

function open(seal: Seal, personId: string, sealed: Buffer): Buffer {
  const secret = seal.open(sealed, sealedFor(personId))
  if (secret === undefined) throw new AuthenticatorUnreadable({})
  return Buffer.from(secret, 'base64')
}

/** Ten new codes for paper, told this once; those from before hold no longer. */
export async function renewBackupCodes({ tx }: Work, personId: string): Promise<string[]> {
  const codes = Array.from({ length: 10 }, () => base32(randomBytes(10)).slice(0, 10))
  await tx.deleteFrom('team.backup_code').where('person_id', '=', personId).execute()
  await tx
    .insertInto('team.backup_code')
    .values(codes.map((code) => ({ person_id: personId, code_hash: hashOf(code) })))
    .execute()
  return codes.map((code) => `${code.slice(0, 5)}-${code.slice(5)}`)
}

/** However it was typed from paper. */
const asWritten = (code: string) => code.toUpperCase().replace(/[^A-Z2-7]/g, '')
