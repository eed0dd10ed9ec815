import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import type { Closing, ClosingPage, ClosingQuery } from './contract.ts'
import { olderThan, placeAt } from './read.ts'
import type { ClosingRow } from './sealed.ts'
import { placesOf, tillRows } from './tills.ts'
import './tables.ts'

/** Closings by filters, the latest first. */
export async function closingPage(db: Db, query: ClosingQuery): Promise<ClosingPage> {
  const { till, place, kind, before, limit } = query
  const tills = await tillRows(db, { code: till, place })
  const places = await placesOf(db, tills)
  const ofTill = new Map(tills.map((one) => [one.id, one]))
  const rows = await db
    .selectFrom('till.closing')
    .selectAll()
    .where('till_id', '=', sql<string>`any(${[...ofTill.keys()]}::uuid[])`)
    .$if(kind !== undefined, (of) => of.where('kind', '=', kind ?? 'day'))
    .$if(before !== undefined, (of) => of.where(olderThan(before ?? '', 'to_at')))
    .orderBy('to_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    closings: page.map((row) => {
      const of = ofTill.get(row.till_id)
      const name = places.get(of?.location_id ?? '')?.name ?? ''
      return { ...shownClosing(row, of?.code ?? ''), place: name }
    }),
    next: rows.length > limit && last ? placeAt(last.to_at, last.id) : null,
  }
}

const shownClosing = (row: ClosingRow, till: string): Closing => ({
  ...{ id: row.id, tillId: row.till_id, till, position: row.position, kind: row.kind },
  ...{ period: row.period, from: row.from_at.toISOString(), to: row.to_at.toISOString() },
  ...{ first: row.first_number, last: row.last_number, receipts: row.receipts },
  ...{ sales: row.sales, refunds: row.refunds, total: row.total, taxes: row.taxes },
  ...{ payments: row.payments, currency: row.currency, perpetual: row.perpetual },
  ...{ receiptsHash: row.receipts_hash, keepUntil: row.keep_until },
  ...{ closedAt: row.closed_at.toISOString(), previous: row.previous, hash: row.hash },
  ...{ keyId: row.key_id, signature: row.signature },
})
