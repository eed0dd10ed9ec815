import { randomUUID } from 'node:crypto'
import { type Db, prepared } from '../../kernel/database.ts'
import { statement } from '../../kernel/statement.ts'
import { all, type Work } from '../../kernel/work.ts'
import { customerFor, identifiersOfAll } from '../customers/index.ts'
import type { CartSettings, ShopChannel, ShopLanguage, ShopperSession } from './contract.ts'
import { NoSession } from './refusals.ts'
import { cartSettings } from './settings.ts'
import { hashOf, newToken } from './tokens.ts'
import './tables.ts'

/** Who calls: a customer, by a browser, an app or a till, signed in or only recognised. */
export interface ShopperIs {
  readonly customerId: string
  /** The id of theirs that the session was opened for. */
  readonly originId: string
  readonly signedIn: boolean
  /** All that a session which is not signed in may see of somebody known: what came by this id of theirs. */
  readonly only: string | undefined
  readonly anonymousId: string | null
  readonly language: ShopLanguage
  readonly channel: ShopChannel
  /** Whether what they do in the shop may be told to their thread. */
  readonly measured: boolean
  readonly tokenHash: Buffer
}

interface Visit {
  readonly anonymousId?: string | undefined
  readonly measured: boolean
  readonly language: ShopLanguage
  readonly channel: ShopChannel
}

/** Opens a session for a visitor: a customer from the first moment on, whoever they are. */
export async function openGuestSession(work: Work, visit: Visit): Promise<ShopperSession> {
  const anonymousId = visit.anonymousId ?? randomUUID()
  const { language, channel, measured } = visit
  const [settings, { customerId, originId, isNew }] = await all([
    cartSettings(work.tx),
    customerFor(work, { kind: 'anonymous_id', value: anonymousId, channel, language }),
  ])
  const limited = !isNew && (await isKnownOtherwise(work, customerId, originId))
  const visitor = { customerId, originId, anonymousId, language, channel, measured }
  return openSession(work, { ...visitor, signedIn: false, limited }, settings)
}

/** These name a browser or an app, not a person. */
const ofDevice = /^(anonymous_id|ga_client_id|(ios|android)\..+)$/

/** Whether something that names a person came to them by another id than this one. */
async function isKnownOtherwise({ tx }: Work, customerId: string, originId: string) {
  const named = await identifiersOfAll(tx, [customerId])
  return named.some((one) => !ofDevice.test(one.kind) && one.originId !== originId)
}

/** Nothing names them but a browser or an app. */
export async function isStranger({ tx }: Work, customerId: string): Promise<boolean> {
  const named = await identifiersOfAll(tx, [customerId])
  return named.every(({ kind }) => ofDevice.test(kind))
}

export async function openSession(
  work: Work,
  session: Omit<ShopperIs, 'tokenHash' | 'only'> & { readonly limited: boolean },
  { signedInDays, guestDays }: CartSettings,
): Promise<ShopperSession> {
  const { customerId, originId, anonymousId, language, channel, signedIn, limited, measured } =
    session
  const token = newToken()
  const days = signedIn ? signedInDays : guestDays
  const expiresAt = new Date(work.now.getTime() + days * 86_400_000)
  const opened = {
    ...{ tokenHash: hashOf(token), customerId, originId, signedIn, limited, measured },
    ...{ anonymousId, language, channel, now: work.now, expiresAt },
  }
  work.atLast(() => opening(work.tx, opened))
  return { token, anonymousId, signedIn, language, expiresAt: expiresAt.toISOString() }
}

interface Opened extends Omit<ShopperIs, 'only'> {
  readonly limited: boolean
  readonly now: Date
  readonly expiresAt: Date
}

const opening = statement((db, of: Opened) =>
  db
    .insertInto('carts.session')
    .values({
      token_hash: of.tokenHash,
      customer_id: of.customerId,
      origin_id: of.originId,
      signed_in: of.signedIn,
      ...{ limited: of.limited, measured: of.measured, anonymous_id: of.anonymousId },
      ...{
        language: of.language,
        channel: of.channel,
        created_at: of.now,
        expires_at: of.expiresAt,
      },
    })
    .modifyEnd(prepared),
)

/** Whose session a token is. The weaver keeps sessions at the final id of each customer. */
export async function shopperOf(db: Db, token: string, now: Date): Promise<ShopperIs> {
  const shopper = await shopperBy(db, hashOf(token), now)
  if (!shopper) throw new NoSession({})
  return shopper
}

const sessionOf = statement((db, { tokenHash, now }: { tokenHash: Buffer; now: Date }) =>
  db
    .selectFrom('carts.session')
    .modifyFront(prepared)
    .select(['customer_id', 'origin_id', 'signed_in', 'limited', 'anonymous_id', 'language'])
    .select(['channel', 'measured'])
    .where('token_hash', '=', tokenHash)
    .where('expires_at', '>', now),
)

export async function shopperBy(
  db: Db,
  tokenHash: Buffer,
  now: Date,
): Promise<ShopperIs | undefined> {
  const [row] = await sessionOf(db, { tokenHash, now })
  if (!row) return undefined
  return {
    ...{ customerId: row.customer_id, originId: row.origin_id, signedIn: row.signed_in },
    only: row.limited ? row.origin_id : undefined,
    ...{ anonymousId: row.anonymous_id, language: row.language, channel: row.channel, tokenHash },
    measured: row.measured,
  }
}

/** They have changed their mind about being measured. */
export async function changeSession(
  work: Work,
  tokenHash: Buffer,
  { measured }: { measured: boolean },
): Promise<void> {
  await work.tx
    .updateTable('carts.session')
    .set({ measured })
    .where('token_hash', '=', tokenHash)
    .execute()
}

export async function endSession(work: Work, tokenHash: Buffer): Promise<void> {
  await work.tx.deleteFrom('carts.session').where('token_hash', '=', tokenHash).execute()
}

/** What nobody can use any more. */
export async function forgetOldSessions({ tx, now }: Work): Promise<void> {
  for (const table of ['carts.session', 'carts.share', 'carts.sign_in'] as const) {
    await tx.deleteFrom(table).where('expires_at', '<', now).execute()
  }
}
