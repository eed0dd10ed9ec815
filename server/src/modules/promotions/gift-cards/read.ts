import { type Selectable, sql } from 'kysely'
import { z } from 'zod'
import type { Database, Db } from '../../../kernel/database.ts'
import type { Work } from '../../../kernel/work.ts'
import type {
  CardBalance,
  GiftCard,
  GiftCardDetail,
  GiftCardPage,
  GiftCardQuery,
} from '../gift-card-contract.ts'
import { CardUnknown } from '../refusals.ts'
import { hashOfCode } from './code.ts'
import '../tables.ts'

type CardRow = Selectable<Database['promotions.gift_card']>

/** What the holder of a code may know. */
export async function cardBalance(db: Db, code: string, at: Date): Promise<CardBalance> {
  const card = await cardOfCode(db, hashOfCode(code))
  if (!card) throw new CardUnknown({})
  const open = !card.blocked_at && (!card.expires_at || card.expires_at > at)
  return {
    tail: card.tail,
    currency: card.currency,
    available: open ? card.balance - card.held : 0,
    expiresAt: card.expires_at?.toISOString() ?? null,
  }
}

export async function cardOfCode(db: Db, codeHash: string): Promise<CardRow | undefined> {
  const found = await db
    .selectFrom('promotions.gift_card_code')
    .select('card_id')
    .where('code_hash', '=', codeHash)
    .executeTakeFirst()
  return found && (await cardRow(db, found.card_id))
}

const cardRow = (db: Db, cardId: string) =>
  db.selectFrom('promotions.gift_card').selectAll().where('card_id', '=', cardId).executeTakeFirst()

/** Newest first, with what the brand owes in all. */
export async function cardPage(
  db: Db,
  { tail, before, limit }: GiftCardQuery,
): Promise<GiftCardPage> {
  const rows = await db
    .selectFrom('promotions.gift_card')
    .selectAll()
    .$if(!!tail, (query) => query.where('tail', '=', (tail ?? '').toUpperCase()))
    .$if(before !== undefined, (query) => query.where(olderThan(before ?? '')))
    .orderBy('issued_at', 'desc')
    .orderBy('card_id', 'desc')
    .limit(limit + 1)
    .execute()
  const owed = await db
    .selectFrom('promotions.gift_card')
    .select(['currency', sql<number>`sum(balance)::bigint`.as('amount')])
    .groupBy('currency')
    .orderBy('currency')
    .execute()
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    cards: page.map(shownCard),
    next: rows.length > limit && last ? `${last.issued_at.toISOString()} ${last.card_id}` : null,
    owed,
  }
}

/** A place in the list: a moment and the card at it. One that is not understood is the end. */
function olderThan(place: string) {
  const [at = '', id = ''] = place.split(' ')
  const known = !Number.isNaN(Date.parse(at)) && z.uuid().safeParse(id).success
  if (!known) return sql<boolean>`false`
  return sql<boolean>`(issued_at, card_id) < (${at}::timestamptz, ${id}::uuid)`
}

export async function cardDetail(db: Db, id: string): Promise<GiftCardDetail> {
  const card = await cardRow(db, id)
  if (!card) throw new CardUnknown({})
  const entries = await db
    .selectFrom('promotions.gift_card_entry')
    .selectAll()
    .where('card_id', '=', id)
    .orderBy('id', 'desc')
    .execute()
  const holds = await db
    .selectFrom('promotions.gift_card_hold')
    .selectAll()
    .where('card_id', '=', id)
    .orderBy('at')
    .execute()
  return {
    ...shownCard(card),
    entries: entries.map(({ card_id: _, at, ...entry }) => ({ ...entry, at: at.toISOString() })),
    holds: holds.map(({ ref, amount, at }) => ({ ref, amount, at: at.toISOString() })),
  }
}

/** A card that was lost, or sold by fraud: nobody pays with it until it is opened again. */
export async function blockCard(work: Work, id: string, blocked: boolean): Promise<void> {
  const changed = await work.tx
    .updateTable('promotions.gift_card')
    .set({ blocked_at: blocked ? work.now : null })
    .where('card_id', '=', id)
    .returning('card_id')
    .executeTakeFirst()
  if (!changed) throw new CardUnknown({})
}

export const shownCard = (row: CardRow): GiftCard => ({
  id: row.card_id,
  tail: row.tail,
  currency: row.currency,
  purpose: row.purpose,
  vat: row.vat,
  face: row.face,
  balance: row.balance,
  held: row.held,
  customerId: row.customer_id,
  issuedAt: row.issued_at.toISOString(),
  expiresAt: row.expires_at?.toISOString() ?? null,
  blockedAt: row.blocked_at?.toISOString() ?? null,
})
