import type {
  AuthenticationResponseJSON,
  AuthenticatorTransport,
  RegistrationResponseJSON,
} from '@simplewebauthn/server'
import type { Db } from '../../kernel/database.ts'
import type { InWork, Work } from '../../kernel/work.ts'
import { audit } from './audit.ts'
import { brand } from './brand.ts'
import type { Person } from './contract.ts'
import type { Begun, Passkey, PasskeyInput, PasskeyProof } from './proof-contract.ts'
import { refuseNone } from './proofs.ts'
import { PasskeyNotFound, PasskeyRefused, TicketNotValid } from './refusals.ts'
import { newTicket, useTicket } from './tickets.ts'

/** Verified by a library that is loaded for the first person who needs it. */
const webauthn = () => import('@simplewebauthn/server')

/** Passkeys belong to the address where people reach the product: elsewhere browsers refuse them. */
const siteOf = (baseUrl: string) => {
  const { hostname, origin } = new URL(baseUrl)
  return { rpID: hostname, origin }
}

/** The first half of adding a passkey: what the browser asks the device for. */
export async function beginPasskey(db: Db, person: Person, baseUrl: string): Promise<Begun> {
  const { generateRegistrationOptions } = await webauthn()
  const known = await passkeysOf(db, person.id)
  const options = await generateRegistrationOptions({
    rpName: (await brand(db)).name,
    rpID: siteOf(baseUrl).rpID,
    userName: person.email,
    userDisplayName: person.name,
    userID: new TextEncoder().encode(person.id),
    attestationType: 'none',
    excludeCredentials: known.map(({ credential_id, transports }) => ({
      id: credential_id,
      transports: transports as AuthenticatorTransport[],
    })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  const { token } = await newTicket(db, 'new-passkey', {
    personId: person.id,
    content: { challenge: options.challenge },
  })
  return { ticket: token, options: { ...options } }
}

/** The second half: what the device answered. */
export async function addPasskey(
  inWork: InWork,
  { id: personId }: Pick<Person, 'id'>,
  { ticket, name, response }: PasskeyInput,
  baseUrl: string,
): Promise<Passkey> {
  const { verifyRegistrationResponse } = await webauthn()
  const begun = await inWork((work) => useTicket(work, ['new-passkey'], ticket))
  if (begun.personId !== personId) throw new TicketNotValid({})
  const { rpID, origin } = siteOf(baseUrl)
  const { verified, registrationInfo } = await verifyRegistrationResponse({
    response: response as object as RegistrationResponseJSON,
    expectedChallenge: begun.content.challenge ?? '',
    expectedOrigin: origin,
    expectedRPID: rpID,
    requireUserVerification: true,
  }).catch(refuse)
  if (!verified) throw new PasskeyRefused({ reason: 'not verified' })
  const { id: credentialId, publicKey, counter, transports = [] } = registrationInfo.credential
  return inWork(async (work) => {
    const passkey = { id: work.newId(), name, created_at: new Date() }
    const added = await work.tx
      .insertInto('team.passkey')
      .values({
        ...passkey,
        ...{ person_id: personId, credential_id: credentialId, sign_count: counter, transports },
        public_key: Buffer.from(publicKey),
        last_used_at: null,
      })
      .onConflict((conflict) => conflict.column('credential_id').doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!added) throw new PasskeyRefused({ reason: 'known already' })
    await audit(
      work,
      { kind: 'person', id: personId },
      'team/passkey-added',
      `person:${personId}`,
      {
        passkey: passkey.id,
      },
    )
    return { id: passkey.id, name, createdAt: passkey.created_at.toISOString(), lastUsedAt: null }
  })
}

/** The first half of signing in by passkey. It names nobody: the device knows whom it can let in. */
export async function beginPasskeySignIn(db: Db, baseUrl: string): Promise<Begun> {
  const { generateAuthenticationOptions } = await webauthn()
  const options = await generateAuthenticationOptions({
    rpID: siteOf(baseUrl).rpID,
    userVerification: 'required',
  })
  const { token } = await newTicket(db, 'passkey-sign-in', {
    personId: null,
    content: { challenge: options.challenge },
  })
  return { ticket: token, options: { ...options } }
}

/** Whose passkey has answered. Holding it and unlocking it are two proofs; no other is asked for. */
export async function proveByPasskey(
  db: Db,
  inWork: InWork,
  { ticket, response }: PasskeyProof,
  baseUrl: string,
): Promise<{ personId: string }> {
  const { verifyAuthenticationResponse } = await webauthn()
  const { content } = await inWork((work) => useTicket(work, ['passkey-sign-in'], ticket))
  const answer = response as object as AuthenticationResponseJSON
  const passkey = await db
    .selectFrom('team.passkey')
    .selectAll()
    .where('credential_id', '=', answer.id)
    .executeTakeFirst()
  if (!passkey) throw new PasskeyRefused({ reason: 'unknown' })
  const { rpID, origin } = siteOf(baseUrl)
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response: answer,
    expectedChallenge: content.challenge ?? '',
    expectedOrigin: origin,
    expectedRPID: rpID,
    requireUserVerification: true,
    credential: {
      id: passkey.credential_id,
      publicKey: new Uint8Array(passkey.public_key),
      counter: passkey.sign_count,
    },
  }).catch(refuse)
  if (!verified) throw new PasskeyRefused({ reason: 'not verified' })
  await db
    .updateTable('team.passkey')
    .set({ sign_count: authenticationInfo.newCounter, last_used_at: new Date() })
    .where('id', '=', passkey.id)
    .execute()
  return { personId: passkey.person_id }
}

/** The library throws at whatever does not fit: an answer to another challenge, site or key. */
function refuse(error: unknown): never {
  throw new PasskeyRefused({ reason: error instanceof Error ? error.message : String(error) })
}

export async function removePasskey(work: Work, personId: string, id: string): Promise<void> {
  const { numDeletedRows } = await work.tx
    .deleteFrom('team.passkey')
    .where('id', '=', id)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  if (numDeletedRows === 0n) throw new PasskeyNotFound({ id })
  await refuseNone(work, personId)
  await audit(
    work,
    { kind: 'person', id: personId },
    'team/passkey-removed',
    `person:${personId}`,
    {
      passkey: id,
    },
  )
}

export function passkeysOf(db: Db, personId: string) {
  return db
    .selectFrom('team.passkey')
    .select(['id', 'name', 'credential_id', 'transports', 'created_at', 'last_used_at'])
    .where('person_id', '=', personId)
    .orderBy('created_at')
    .execute()
}
