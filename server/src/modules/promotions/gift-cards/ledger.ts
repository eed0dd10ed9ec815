import { sql } from 'kysely'
import type { Work } from '../../../kernel/work.ts'
import type { EntryKind, IssuedCard, NewCard } from '../gift-card-contract.ts'
import { NewCard as CardInput } from '../gift-card-contract.ts'
import { drawCardCode, hashOfCode, tailOf } from './code.ts'
import { shownCard } from './read.ts'
import { vatAtSale } from './vat.ts'
import '../tables.ts'

/** Sells or gives a card. Its code is told now and never again. */
export async function issueCard(work: Work, input: NewCard, ref: string): Promise<IssuedCard> {
  const { amount, currency, purpose, vat, expiresAt, customerId } = CardInput.parse(input)
  const [card_id, code] = [work.newId(), drawCardCode()]
  await work.tx
    .insertInto('promotions.gift_card_code')
    .values({ code_hash: hashOfCode(code), card_id })
    .execute()
  const row = await work.tx
    .insertInto('promotions.gift_card')
    .values({
      ...{ card_id, tail: tailOf(code), currency, purpose, vat, face: amount, balance: amount },
      ...{ customer_id: customerId, issued_at: work.now, blocked_at: null },
      expires_at: expiresAt === null ? null : new Date(expiresAt),
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  await enter(work, { cardId: card_id, kind: 'issued', amount, balance: amount, ref })
  return { ...shownCard(row), code, vatAtSale: vatAtSale({ purpose, vat }, amount) }
}

interface Entry {
  readonly cardId: string
  readonly kind: EntryKind
  readonly amount: number
  readonly balance: number
  readonly ref: string
}

/** A line of the ledger; none is ever changed. */
export const enter = (work: Work, { cardId, ...entry }: Entry) =>
  work.tx
    .insertInto('promotions.gift_card_entry')
    .values({ card_id: cardId, id: work.newId(), at: work.now, ...entry })
    .execute()

/** A refund to a card whose day is over could not be used: it is given another year. */
const reopenedFor = '1 year'

/** Puts money back on a card, once for each `ref`. */
export async function creditCard(
  work: Work,
  { cardId, amount, ref }: { cardId: string; amount: number; ref: string },
): Promise<void> {
  const known = await work.tx
    .selectFrom('promotions.gift_card_entry')
    .select('id')
    .where('card_id', '=', cardId)
    .where('kind', '=', 'credited')
    .where('ref', '=', ref)
    .executeTakeFirst()
  if (known) return
  const { balance } = await work.tx
    .updateTable('promotions.gift_card')
    .set({
      balance: sql`balance + ${amount}::bigint`,
      expires_at: sql`case when expires_at <= ${work.now} then ${work.now}::timestamptz + ${reopenedFor}::interval else expires_at end`,
    })
    .where('card_id', '=', cardId)
    .returning('balance')
    .executeTakeFirstOrThrow()
  await enter(work, { cardId, kind: 'credited', amount, balance, ref })
}

/** Takes what is left on cards whose day is over, but for what a payment has put aside. */
export async function expireCards(work: Work, limit = 500): Promise<number> {
  const due = await work.tx
    .selectFrom('promotions.gift_card')
    .select('card_id')
    .where('expires_at', '<=', work.now)
    .where('balance', '>', 0)
    .where(sql<boolean>`balance > held`)
    .limit(limit)
    .execute()
  for (const { card_id } of due) {
    const { rows } = await sql<{ gone: number; balance: number }>`
      with card as (
        select card_id, balance - held as gone from promotions.gift_card
        where card_id = ${card_id} and expires_at <= ${work.now} for update
      )
      update promotions.gift_card as kept set balance = kept.balance - card.gone
      from card where kept.card_id = ${card_id} and card.card_id = kept.card_id and card.gone > 0
      returning card.gone, kept.balance`.execute(work.tx)
    const [row] = rows
    if (!row) continue
    const entry = { amount: -row.gone, balance: row.balance, ref: work.now.toISOString() }
    await enter(work, { cardId: card_id, kind: 'expired', ...entry })
  }
  return due.length
}
