import type { Db } from '../../kernel/database.ts'
import type { Loop } from '../../kernel/loops.ts'
import type { Seal } from '../../kernel/seal.ts'
import type { InWork, Work } from '../../kernel/work.ts'
import { locationById } from '../shops/index.ts'
import type { ClosingKind, TillTotals } from './contract.ts'
import { beginOf, dayAfter, endsWith, keptUntil } from './days.ts'
import { type Signer, signerOf } from './key.ts'
import { hashAfter, sealedClosing } from './sealed.ts'
import { openMissingTills, type TillRow } from './tills.ts'
import { sumOf, totalsOf } from './totals.ts'
import './tables.ts'

interface ClosingParts {
  readonly inWork: InWork
  readonly seal: Seal
}

/** Opens a till in each shop, and closes the days that are over, one at a time. */
export function closingsLoop({ inWork, seal }: ClosingParts): Loop {
  return {
    name: 'till/closings',
    // A shop that is opened is news.
    wakeOn: ['news'],
    nextAt: nextEndAt,
    untold: true,
    run: async () => {
      const opened = await inWork(openMissingTills)
      return (await inWork((work) => closeNext(work, seal))) || opened
    },
  }
}

async function nextEndAt(db: Db): Promise<Date | undefined> {
  const row = await db
    .selectFrom('till.till')
    .select(({ fn }) => fn.min('closes_at').as('at'))
    .executeTakeFirst()
  return row?.at ?? undefined
}

/** So many days of one till are closed in one transaction, where it has fallen behind. */
const mostDays = 31

/**
 * Closes what is over of the till that is furthest behind. Whoever has the till's row does it, and moves it on:
 * another process finds it done. A till that is just selling is passed over until the next round.
 */
async function closeNext(work: Work, secrets: Seal): Promise<boolean> {
  const till = await work.tx
    .selectFrom('till.till')
    .selectAll()
    .where('closes_at', '<=', work.now)
    .orderBy('closes_at')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
  if (!till) return false
  const signer = await signerOf(work, till.id, secrets)
  const { timeZone } = await locationById(work.tx, till.location_id)
  let state = till
  for (let days = 0; days < mostDays && state.closes_at <= work.now; days++) {
    state = await closeDay(work, state, signer, timeZone)
  }
  const { id, closings, closing_hash, closed_number, open_day, day_began_at, closes_at } = state
  const last_at = new Date(Math.max(state.last_at.getTime(), day_began_at.getTime()))
  await work.tx
    .updateTable('till.till')
    .set({ closings, closing_hash, closed_number, open_day, day_began_at, closes_at, last_at })
    .where('id', '=', id)
    .execute()
  return true
}

/** Closes a day, and the month and the year that end with it; gives the till as it then stands. */
async function closeDay(
  work: Work,
  till: TillRow,
  signer: Signer,
  timeZone: string,
): Promise<TillRow> {
  const day = await sumsOfDay(work, till)
  let state = await seal(work, till, signer, { kind: 'day', period: till.open_day, ...day })
  for (const { kind, period } of endsWith(till.open_day)) {
    const sums = { ...day, ...(await sumsOfPeriod(work, till, period)) }
    state = await seal(work, state, signer, { kind, period, ...sums })
  }
  const open_day = dayAfter(till.open_day)
  return {
    ...{ ...state, open_day, closed_number: day.last ?? till.closed_number },
    ...{ day_began_at: till.closes_at, closes_at: beginOf(dayAfter(open_day), timeZone) },
  }
}

interface Sums {
  readonly from: Date
  readonly first: number | null
  readonly last: number | null
  readonly totals: TillTotals
  /** Where the receipts stood at its end: some of the next day may be there already. */
  readonly perpetual: number
  readonly receiptsHash: string
}

/** Of the receipts since the last closing, those before midnight: no later one has a smaller number. */
async function sumsOfDay({ tx }: Work, till: TillRow): Promise<Sums> {
  const { id, number, closed_number, closes_at, day_began_at: from } = till
  const none = { from, first: null, last: null, totals: sumOf([]) }
  if (number === closed_number)
    return { ...none, perpetual: till.perpetual, receiptsHash: till.hash }
  const rows = await tx
    .selectFrom('till.receipt')
    .select(['number', 'total', 'taxes', 'payments', 'perpetual', 'hash'])
    .where('till_id', '=', id)
    .where('number', '>=', closed_number)
    .where('at', '<', closes_at)
    .orderBy('number')
    .execute()
  const ofDay = rows.filter((row) => row.number > closed_number)
  const { perpetual = 0, hash: receiptsHash = '' } = rows.at(-1) ?? {}
  const [first, last] = [ofDay[0]?.number ?? null, ofDay.at(-1)?.number ?? null]
  return { from, first, last, totals: sumOf(ofDay.map(totalsOf)), perpetual, receiptsHash }
}

/** A month and a year add up the closings of their days. */
async function sumsOfPeriod({ tx }: Work, till: TillRow, period: string) {
  const days = await tx
    .selectFrom('till.closing')
    .select(['from_at', 'first_number', 'last_number', 'receipts', 'sales', 'refunds', 'total'])
    .select(['taxes', 'payments'])
    .where('till_id', '=', till.id)
    .where('kind', '=', 'day')
    .where('period', 'like', `${period}-%`)
    .orderBy('position')
    .execute()
  const first = days.find(({ first_number }) => first_number !== null)?.first_number ?? null
  const last = days.findLast(({ last_number }) => last_number !== null)?.last_number ?? null
  return { from: days[0]?.from_at ?? till.opened_at, first, last, totals: sumOf(days) }
}

interface Period extends Sums {
  readonly kind: ClosingKind
  readonly period: string
}

/** Writes a closing at the end of the chain, and signs it. */
async function seal(work: Work, till: TillRow, signer: Signer, sums: Period): Promise<TillRow> {
  const { kind, period, from, first, last, totals, perpetual, receiptsHash } = sums
  const closing = {
    ...{ till_id: till.id, position: till.closings + 1, id: work.newId(), kind, period },
    ...{ from_at: from, to_at: till.closes_at, first_number: first, last_number: last },
    ...{ ...totals, currency: till.currency, perpetual, receipts_hash: receiptsHash },
    ...{ keep_until: keptUntil(period), closed_at: work.now },
  }
  const hash = hashAfter(till.closing_hash, sealedClosing(closing))
  await work.tx
    .insertInto('till.closing')
    .values({
      ...closing,
      ...{ taxes: JSON.stringify(totals.taxes), payments: JSON.stringify(totals.payments) },
      ...{ previous: till.closing_hash, hash },
      ...{ key_id: signer.keyId, signature: signer.sign(hash) },
    })
    .execute()
  return { ...till, closings: closing.position, closing_hash: hash }
}
