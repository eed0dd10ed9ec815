import { sql } from 'kysely'
import type { Work } from '../../../kernel/work.ts'
import { CardClosed, CardOfOtherCurrency, CardTooLow, CardUnknown } from '../refusals.ts'
import { hashOfCode } from './code.ts'
import { enter } from './ledger.ts'
import { cardOfCode } from './read.ts'
import '../tables.ts'

interface Hold {
  readonly code: string
  readonly amount: number
  readonly currency: string
  /** Names what it is put aside for; the same `ref` puts it aside once. */
  readonly ref: string
}

interface Held {
  readonly cardId: string
  readonly tail: string
}

/** Puts an amount of a card aside for a payment. Of two who want the last of it one is refused. */
export async function holdCard(work: Work, { code, amount, currency, ref }: Hold): Promise<Held> {
  const card = await cardOfCode(work.tx, hashOfCode(code))
  if (!card) throw new CardUnknown({})
  if (card.currency !== currency) throw new CardOfOtherCurrency({ currency: card.currency })
  const { card_id: cardId, tail } = card
  const noted = await work.tx
    .insertInto('promotions.gift_card_hold')
    .values({ card_id: cardId, ref, amount, at: work.now })
    .onConflict((conflict) => conflict.columns(['card_id', 'ref']).doNothing())
    .returning('ref')
    .executeTakeFirst()
  if (!noted) return { cardId, tail }
  const held = await work.tx
    .updateTable('promotions.gift_card')
    .set({ held: sql`held + ${amount}::bigint` })
    .where('card_id', '=', cardId)
    .where(sql<boolean>`balance - held >= ${amount}::bigint`)
    .where('blocked_at', 'is', null)
    .where((where) =>
      where.or([where('expires_at', 'is', null), where('expires_at', '>', work.now)]),
    )
    .returning('card_id')
    .executeTakeFirst()
  if (held) return { cardId, tail }
  if (card.blocked_at) throw new CardClosed({ tail, why: 'blocked' })
  if (card.expires_at && card.expires_at <= work.now) throw new CardClosed({ tail, why: 'expired' })
  throw new CardTooLow({ available: card.balance - card.held, currency: card.currency })
}

interface HoldRef {
  readonly cardId: string
  readonly ref: string
}

/** Takes what was put aside, whatever became of the card since; says whether it still was. */
export async function captureHold(work: Work, { cardId, ref }: HoldRef): Promise<boolean> {
  const amount = await endHold(work, { cardId, ref })
  if (amount === undefined) return false
  const { balance } = await work.tx
    .updateTable('promotions.gift_card')
    .set({ held: sql`held - ${amount}::bigint`, balance: sql`balance - ${amount}::bigint` })
    .where('card_id', '=', cardId)
    .returning('balance')
    .executeTakeFirstOrThrow()
  await enter(work, { cardId, kind: 'redeemed', amount: -amount, balance, ref })
  return true
}

/** Gives back what was put aside, once. */
export async function releaseHold(work: Work, { cardId, ref }: HoldRef): Promise<boolean> {
  const amount = await endHold(work, { cardId, ref })
  if (amount === undefined) return false
  await work.tx
    .updateTable('promotions.gift_card')
    .set({ held: sql`held - ${amount}::bigint` })
    .where('card_id', '=', cardId)
    .execute()
  return true
}

/** The delete decides who ends a hold. */
async function endHold(work: Work, { cardId, ref }: HoldRef): Promise<number | undefined> {
  const ended = await work.tx
    .deleteFrom('promotions.gift_card_hold')
    .where('card_id', '=', cardId)
    .where('ref', '=', ref)
    .returning('amount')
    .executeTakeFirst()
  return ended?.amount
}
