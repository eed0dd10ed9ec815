import { createHmac, createSecretKey, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Db } from '../../kernel/database.ts'
import { rememberOnce, setting } from '../../kernel/settings.ts'
import { BrokenLink } from './refusals.ts'

/**
 * What a link in a message may do. A link of one kind is worth nothing as another.
 * p: preferences, u: unsubscribe, c: click, o: open, e: the files of an export, d: double opt-in,
 * s: the state of an order, a: that it was oneself who asked for a copy of one's data.
 */
export type LinkKind = 'p' | 'u' | 'c' | 'o' | 'e' | 'd' | 's' | 'a'

export interface LinkTo {
  readonly customerId: string
  /** The message that carries the link; the zero id for none. */
  readonly messageId: string
  /** What else the link says: `marketing/email`, the address that a click leads to. */
  readonly about: string
}

/** Signs what links say, so that they need no table, work for ever, and nobody can make one up. */
export interface Links {
  sign(kind: LinkKind, to: LinkTo): string
  /** Throws BrokenLink for what was not signed here. */
  read(kind: LinkKind, token: string): LinkTo
}

export const noMessage = '00000000-0000-0000-0000-000000000000'

const secretName = 'consent.link-secret'
const signatureBytes = 16

/** The links of this installation; their secret is made when first needed and never changes. */
export async function openLinks(db: Db, now: Date): Promise<Links> {
  await rememberOnce(db, secretName, randomBytes(32).toString('base64url'), now)
  return linksWith(Buffer.from(String(await setting(db, secretName)), 'base64url'))
}

function linksWith(bytes: Buffer): Links {
  const secret = createSecretKey(bytes)
  const signature = (kind: LinkKind, body: Buffer) =>
    createHmac('sha256', secret).update(kind).update(body).digest().subarray(0, signatureBytes)
  return {
    sign(kind, { customerId, messageId, about }) {
      const body = Buffer.concat([uuidBytes(customerId), uuidBytes(messageId), Buffer.from(about)])
      return Buffer.concat([signature(kind, body), body]).toString('base64url')
    },
    read(kind, token) {
      const bytes = Buffer.from(token, 'base64url')
      const body = bytes.subarray(signatureBytes)
      if (body.length < 32) throw new BrokenLink({})
      const given = bytes.subarray(0, signatureBytes)
      if (!timingSafeEqual(given, signature(kind, body))) throw new BrokenLink({})
      return {
        customerId: uuidText(body.subarray(0, 16)),
        messageId: uuidText(body.subarray(16, 32)),
        about: body.subarray(32).toString(),
      }
    },
  }
}

const uuidBytes = (uuid: string) => Buffer.from(uuid.replaceAll('-', ''), 'hex')

const uuidText = (bytes: Buffer) =>
  bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
