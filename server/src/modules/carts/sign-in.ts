import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import type { InWork, Work } from '../../kernel/work.ts'
import { customerFor, finalIds, mayName } from '../customers/index.ts'
import type { HouseMails } from '../messages/index.ts'
import { countTry, forgiveTries } from '../team/index.ts'
import { putInInbox, record } from '../thread/index.ts'
import type { ShopperSession, SignInInput } from './contract.ts'
import { handOverCart } from './join-carts.ts'
import { CodeRefused } from './refusals.ts'
import { endSession, isStranger, openSession, type ShopperIs } from './sessions.ts'
import { cartSettings } from './settings.ts'
import { hashOf, newDigits } from './tokens.ts'

/** Sign-in by a code has these. */
export interface SignInParts {
  readonly db: Db
  readonly inWork: InWork
  readonly post: HouseMails
}

const codeMinutes = 10
/** So many wrong codes, and the right one is worth nothing any more. */
const mostTries = 5

const addressHash = (email: string) => hashOf(`address ${email}`)
const codeHash = (email: string, code: string) => hashOf(`code ${email} ${code}`)

/**
 * Mails a code to an address, known or not: the same is done for both, and nobody learns which it was.
 * Whoever reads the mail is the customer whom the address names.
 */
export async function mailCode(
  { db, inWork, post }: SignInParts,
  { email, shopper }: { email: string; shopper: ShopperIs },
): Promise<void> {
  await countTry(db, 'mailing', email)
  // An address that names nobody, such as a shop's own, is written to as little as it may buy.
  if (!(await mayName(db, { kind: 'email', value: email }))) return
  await post.ready()
  await inWork(async (work) => {
    const { channel, language } = shopper
    const { customerId } = await customerFor(work, {
      ...{ kind: 'email', value: email, channel, language },
    })
    const code = newDigits()
    const row = {
      ...{ customer_id: customerId, code_hash: codeHash(email, code), tries: 0 },
      expires_at: new Date(work.now.getTime() + codeMinutes * 60_000),
    }
    await work.tx
      .insertInto('carts.sign_in')
      .values({ address_hash: addressHash(email), ...row })
      .onConflict((conflict) => conflict.column('address_hash').doUpdateSet(row))
      .execute()
    const key = `sign-in ${work.newId()}`
    await post.plan(work, [
      { customerId, mail: 'sign-in-code', key, variables: { code }, to: email },
    ])
  })
}

/** Whoever has the code is signed in, by a new token; what they put together as a guest comes along. */
export async function signIn(
  { db, inWork }: SignInParts,
  { email, code, shopper }: SignInInput & { shopper: ShopperIs },
): Promise<ShopperSession> {
  await countTry(db, 'shopper', email)
  const session = await inWork(async (work) => {
    const holder = await takeCode(work, email, code)
    return holder === undefined ? undefined : signedIn(work, shopper, holder, email)
  })
  // Outside the transaction: a wrong code must stay counted.
  if (!session) throw new CodeRefused({})
  await forgiveTries(db, 'shopper', email)
  return session
}

/** The code works once: the delete decides between two who try it at the same moment. */
async function takeCode(work: Work, email: string, code: string): Promise<string | undefined> {
  const taken = await work.tx
    .deleteFrom('carts.sign_in')
    .where('address_hash', '=', addressHash(email))
    .where('code_hash', '=', codeHash(email, code))
    .where('expires_at', '>', work.now)
    .where('tries', '<', mostTries)
    .returning('customer_id')
    .executeTakeFirst()
  if (taken) return (await finalIds(work.tx, [taken.customer_id])).get(taken.customer_id)
  await work.tx
    .updateTable('carts.sign_in')
    .set({ tries: sql`tries + 1` })
    .where('address_hash', '=', addressHash(email))
    .execute()
  return undefined
}

async function signedIn(work: Work, guest: ShopperIs, customerId: string, email: string) {
  const { channel, language } = guest
  const stranger = await isStranger(work, guest.customerId)
  // A browser that somebody else is known by stays theirs: it is not joined to who signs in now.
  const anonymousId = stranger || guest.customerId === customerId ? guest.anonymousId : null
  const settings = await cartSettings(work.tx)
  if (stranger) {
    const { merge: policy } = settings
    await handOverCart(work, { guest: guest.customerId, to: customerId, policy })
  }
  if (stranger && anonymousId) await tellWeaver(work, { anonymousId, email, channel })
  await record(work, { customerId, name: 'Signed In', channel, properties: { by: 'code' } })
  await endSession(work, guest.tokenHash)
  const session = {
    ...{ customerId, originId: customerId, anonymousId, language, channel },
    ...{ signedIn: true, limited: false, measured: guest.measured },
  }
  return openSession(work, session, settings)
}

/** Says on the thread that the guest and the customer are one; who is who, the weaver decides. */
async function tellWeaver(
  work: Work,
  {
    anonymousId,
    email,
    channel,
  }: { anonymousId: string; email: string; channel: ShopperIs['channel'] },
): Promise<void> {
  const id = work.newId()
  const at = work.now.getTime()
  await putInInbox(work, [
    {
      ...{ id, messageId: id, sourceId: null, type: 'identify', name: 'Identified', anonymousId },
      ...{ at, receivedAt: at, channel, traits: { email }, properties: {}, context: {} },
    },
  ])
}

/** The brand's own server says who somebody is. A guest's cart comes along by the same rules. */
export async function trustedSession(
  work: Work,
  named: {
    readonly kind: string
    readonly value: string
    readonly anonymousId: string | null
    readonly channel: ShopperIs['channel']
    readonly language: ShopperIs['language']
  },
  guest: ShopperIs | undefined,
): Promise<ShopperSession> {
  const { kind, value, anonymousId, channel, language } = named
  const { customerId } = await customerFor(work, { kind, value, channel, language })
  const settings = await cartSettings(work.tx)
  if (guest && (await isStranger(work, guest.customerId))) {
    const { merge: policy } = settings
    await handOverCart(work, { guest: guest.customerId, to: customerId, policy })
    await endSession(work, guest.tokenHash)
  }
  const session = {
    ...{ customerId, originId: customerId, anonymousId, language, channel },
    ...{ signedIn: true, limited: false, measured: guest?.measured ?? true },
  }
  return openSession(work, session, settings)
}
