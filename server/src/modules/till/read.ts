import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../../kernel/database.ts'
import { brand, namesOfActors } from '../team/index.ts'
import type { Receipt, ReceiptDetail, ReceiptPage, ReceiptQuery } from './contract.ts'
import { beginOf, dayAfter } from './days.ts'
import { ReceiptUnknown } from './refusals.ts'
import type { ReceiptRow } from './sealed.ts'
import { placesOf, type TillRow, tillRows } from './tills.ts'
import './tables.ts'

/** Receipts by search and filters, the newest first. */
export async function receiptPage(db: Db, query: ReceiptQuery): Promise<ReceiptPage> {
  const { till, place, number, order, amount, day, kind, before, limit } = query
  const tills = await tillRows(db, { code: till, place })
  const places = await placesOf(db, tills)
  // Of one place its wall says what a day is, of several that of the brand.
  const [only, another] = places.values()
  const zone = only && !another ? only.timeZone : (await brand(db)).timeZone
  const ofTill = new Map(tills.map((one) => [one.id, one]))
  const rows = await db
    .selectFrom('till.receipt')
    .selectAll()
    .where('till_id', '=', sql<string>`any(${[...ofTill.keys()]}::uuid[])`)
    .$if(number !== undefined, (of) => of.where('number', '=', number ?? 0))
    .$if(order !== undefined, (of) => of.where(isOfOrder(order ?? '')))
    .$if(amount !== undefined, (of) => of.where(sql<boolean>`abs(total) = ${amount}::bigint`))
    .$if(kind !== undefined, (of) => of.where('kind', '=', kind ?? 'sale'))
    .$if(before !== undefined, (of) => of.where(olderThan(before ?? '')))
    .$if(day !== undefined, (of) => of.where(onDay(day ?? '', zone)))
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    receipts: page.map((row) => {
      const of = ofTill.get(row.till_id)
      return { ...shownReceipt(row, of), place: places.get(of?.location_id ?? '')?.name ?? '' }
    }),
    next: rows.length > limit && last ? placeAt(last.at, last.id) : null,
  }
}

const onDay = (day: string, zone: string) =>
  sql<boolean>`at >= ${beginOf(day, zone)} and at < ${beginOf(dayAfter(day), zone)}`

const isOfOrder = (said: string) =>
  z.uuid().safeParse(said).success
    ? sql<boolean>`order_id = ${said}::uuid`
    : sql<boolean>`order_number = ${said.toUpperCase()}`

/** A place in a list: a moment and the row at it. One that is not understood is the end. */
export function olderThan(place: string, column: 'at' | 'to_at' = 'at') {
  const [at = '', id = ''] = place.split(' ')
  const known = !Number.isNaN(Date.parse(at)) && z.uuid().safeParse(id).success
  if (!known) return sql<boolean>`false`
  return sql<boolean>`(${sql.ref(column)}, id) < (${at}::timestamptz, ${id}::uuid)`
}

export const placeAt = (at: Date, id: string) => `${at.toISOString()} ${id}`

const shownReceipt = (row: ReceiptRow, till: TillRow | undefined): Receipt => ({
  ...{ id: row.id, tillId: row.till_id, till: till?.code ?? '', number: row.number },
  ...{ at: row.at.toISOString(), kind: row.kind, currency: row.currency, total: row.total },
  ...{ lines: row.lines, taxes: row.taxes, payments: row.payments },
  ...{ orderId: row.order_id, orderNumber: row.order_number, corrects: row.corrects },
  ...{ by: row.by, perpetual: row.perpetual, previous: row.previous, hash: row.hash },
})

/** One receipt, as it can be shown and printed. */
export async function receiptDetail(db: Db, id: string): Promise<ReceiptDetail> {
  const row = await db
    .selectFrom('till.receipt')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw new ReceiptUnknown({ id })
  const tills = await tillRows(db)
  const till = tills.find((one) => one.id === row.till_id)
  const place = till && (await placesOf(db, [till])).get(till.location_id)
  if (!till || !place) throw new Error(`receipt ${id} of a till that is nowhere`)
  const prints = await db
    .selectFrom('till.print')
    .select(['copy', 'at', 'by'])
    .where('till_id', '=', row.till_id)
    .where('number', '=', row.number)
    .orderBy('copy')
    .execute()
  const names = await namesOfActors(db, [row.by, ...prints.map(({ by }) => by)])
  return {
    ...shownReceipt(row, till),
    byName: names.get(row.by) ?? null,
    place: {
      ...{ id: place.id, code: place.code, name: place.name, timeZone: place.timeZone },
      address: place.address,
    },
    brand: (await brand(db)).name,
    prints: prints.map(({ copy, at, by }) => ({
      ...{ copy, at: at.toISOString(), by, byName: names.get(by) ?? null },
    })),
    others: await othersOf(db, row, tills),
    closing: await closingOf(db, row),
  }
}

async function othersOf(db: Db, { id, order_id }: ReceiptRow, tills: readonly TillRow[]) {
  if (!order_id) return []
  const rows = await db
    .selectFrom('till.receipt')
    .select(['id', 'till_id', 'number', 'total', 'at'])
    .where('order_id', '=', order_id)
    .where('id', '!=', id)
    .orderBy('at')
    .orderBy('number')
    .execute()
  return rows.map(({ till_id, at, ...one }) => ({
    ...{ ...one, at: at.toISOString(), till: tills.find((of) => of.id === till_id)?.code ?? '' },
  }))
}

async function closingOf(db: Db, { till_id, number }: ReceiptRow) {
  const row = await db
    .selectFrom('till.closing')
    .select(['id', 'period'])
    .where('till_id', '=', till_id)
    .where('kind', '=', 'day')
    .where('first_number', '<=', number)
    .where('last_number', '>=', number)
    .executeTakeFirst()
  return row ?? null
}
