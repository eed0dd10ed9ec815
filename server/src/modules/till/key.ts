import {
  createHash,
  createPrivateKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
} from 'node:crypto'
import type { Seal } from '../../kernel/seal.ts'
import type { Work } from '../../kernel/work.ts'
import { audit } from '../team/index.ts'
import './tables.ts'

export interface Signer {
  readonly keyId: string
  readonly sign: (hash: string) => string
}

const house = { kind: 'command-line', id: 'till' } as const

/**
 * What signs a till's closings (Ed25519): its newest key, if the seal of this installation opens it. Otherwise,
 * as at its first closing, one is made; that is a line of the audit, so nobody changes it unseen.
 */
export async function signerOf(work: Work, tillId: string, seal: Seal): Promise<Signer> {
  const row = await work.tx
    .selectFrom('till.key')
    .select(['id', 'private_sealed'])
    .where('till_id', '=', tillId)
    .orderBy('made_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  const opened = row && seal.open(row.private_sealed, `till:${row.id}`)
  if (row && opened) return signer(row.id, createPrivateKey(opened))
  return makeKey(work, tillId, seal)
}

const signer = (keyId: string, key: KeyObject): Signer => ({
  keyId,
  sign: (hash) => sign(null, Buffer.from(hash), key).toString('base64'),
})

async function makeKey(work: Work, tillId: string, seal: Seal): Promise<Signer> {
  const id = work.newId()
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const public_key = publicKey.export({ type: 'spki', format: 'pem' }).toString()
  const secret = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  await work.tx
    .insertInto('till.key')
    .values({
      ...{ id, till_id: tillId, public_key, made_at: work.now },
      private_sealed: seal.close(secret, `till:${id}`),
    })
    .execute()
  const details = { fingerprint: fingerprintOf(public_key) }
  await audit(work, house, 'till/key-made', `till:${tillId}`, details)
  return signer(id, privateKey)
}

/** What one notes of a key, to know it again. */
export const fingerprintOf = (publicKey: string) =>
  createHash('sha256').update(publicKey).digest('hex').slice(0, 32)
