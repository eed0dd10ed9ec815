import { z } from 'zod'
import type { Db } from '../../kernel/database.ts'
import type { Seal } from '../../kernel/seal.ts'
import { signal } from '../../kernel/signals.ts'
import { checkTimed } from '../../kernel/signed.ts'
import type { InWork, Work } from '../../kernel/work.ts'
import { keysOf } from './account.ts'
import { NotSigned } from './refusals.ts'
import './tables.ts'

interface Parts {
  readonly db: Db
  readonly inWork: InWork
  readonly seal: Seal
}

/** What a message of Stripe's is about; what it says of it is asked for, not believed. */
const Message = z.object({
  data: z.object({
    object: z.looseObject({ id: z.string(), payment_intent: z.string().nullish() }),
  }),
})

/**
 * Hears that something happened to a payment there, and has the payment asked about at once. So it
 * matters neither in which order messages come, nor how often, nor what an old one said.
 */
export async function hearStripe(
  { db, inWork, seal }: Parts,
  header: string,
  body: Buffer,
): Promise<void> {
  const secret = (await keysOf(db, seal))?.webhookSecret
  if (!secret) throw new NotSigned({ fault: 'no-secret' })
  // Signed by the provider's clock, so it is the wall's clock that says how old it is.
  const signature = checkTimed(secret, { header, body, now: Date.now() })
  if (typeof signature === 'string') throw new NotSigned({ fault: signature })
  const message = Message.safeParse(jsonIn(body))
  if (!message.success) return
  const { id, payment_intent } = message.data.data.object
  // A page for a card is known by its own name until the payment that came of it is.
  const names = [...new Set([id, payment_intent])].filter((name) => typeof name === 'string')
  await inWork(async (work) => {
    for (const name of names) await hurry(work, name)
  })
}

/** Undefined where it is none: what nobody can read is left at that, however it was signed. */
function jsonIn(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

async function hurry(work: Work, ref: string): Promise<void> {
  const known = await work.tx
    .selectFrom('payments.reference')
    .selectAll()
    .where('ref', '=', ref)
    .executeTakeFirst()
  if (!known) return
  const { customer_id, payment_id } = known
  await work.tx
    .updateTable('payments.payment')
    .set({ due_at: work.now })
    .where('customer_id', '=', customer_id)
    .where('id', '=', payment_id)
    .where('state', 'in', ['pending', 'unknown'])
    .execute()
  await work.tx
    .updateTable('payments.refund')
    .set({ due_at: work.now })
    .where('customer_id', '=', customer_id)
    .where('payment_id', '=', payment_id)
    .where('state', 'in', ['planned', 'unknown'])
    .execute()
  await signal(work.tx, 'payments.due')
}
