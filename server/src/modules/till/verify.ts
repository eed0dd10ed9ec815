import { verify } from 'node:crypto'
import type { Db } from '../../kernel/database.ts'
import type { Fault, TillTotals, TillVerdict } from './contract.ts'
import { dayAfter } from './days.ts'
import { fingerprintOf } from './key.ts'
import {
  type ClosingRow,
  hashAfter,
  type ReceiptRow,
  sealedClosing,
  sealedReceipt,
} from './sealed.ts'
import { placesOf, type TillRow, tillRows } from './tills.ts'
import { sumOf, totalsOf } from './totals.ts'
import './tables.ts'

/**
 * Reads tills again from their first receipt, recomputes each hash, adds each closing up from the receipts, and
 * checks its signature. Whoever could rewrite a whole chain and its end would still lack the key that signs;
 * of the day that is not closed yet only a `head` kept elsewhere would tell.
 */
export async function verifyTills(db: Db, code?: string): Promise<TillVerdict[]> {
  const rows = await tillRows(db, { code })
  const places = await placesOf(db, rows)
  const verdicts: TillVerdict[] = []
  for (const till of rows) {
    const place = places.get(till.location_id)?.name ?? ''
    verdicts.push({ tillId: till.id, till: till.code, place, ...(await verifyTill(db, till)) })
  }
  return verdicts
}

async function verifyTill(db: Db, till: TillRow) {
  const closings = await closingsOf(db, till)
  const days = closings.filter(({ kind }) => kind === 'day')
  const read = new Receipts(days)
  for await (const receipt of receiptsOf(db, till)) read.take(receipt)
  const keys = await db
    .selectFrom('till.key')
    .select(['id', 'public_key', 'made_at'])
    .where('till_id', '=', till.id)
    .orderBy('made_at')
    .execute()
  const signed = new Map(keys.map(({ id, public_key }) => [id, public_key]))
  return {
    receipts: read.verdict(till),
    closings: closingsVerdict(till, closings, read.sums, signed),
    keys: keys.map(({ id, public_key, made_at }) => ({
      ...{ id, fingerprint: fingerprintOf(public_key), madeAt: made_at.toISOString() },
    })),
  }
}

/** What the receipts of a day say, for its closing to be held against. */
interface DaySums {
  readonly totals: TillTotals
  readonly first: number | null
  readonly last: number | null
  readonly perpetual: number
  readonly hash: string
}

/** Follows the chain as far as it holds, and sums up by the days that were closed. */
class Receipts {
  readonly sums: DaySums[] = []
  readonly #days: readonly ClosingRow[]
  #ofDay: ReceiptRow[] = []
  #intact = 0
  #head = ''
  #perpetual = 0
  #broken: { number: number; id: string | null; why: Fault } | undefined

  constructor(days: readonly ClosingRow[]) {
    this.#days = days
  }

  take(receipt: ReceiptRow): void {
    while (this.#isAfterDay(receipt)) this.#endDay()
    if (!this.#broken) {
      const why = this.#faultOf(receipt)
      if (why === undefined) {
        this.#intact = receipt.number
        this.#head = receipt.hash
        this.#perpetual = receipt.perpetual
      } else {
        const missing = why === 'missing'
        this.#broken = missing
          ? { number: this.#intact + 1, id: null, why }
          : { number: receipt.number, id: receipt.id, why }
      }
    }
    this.#ofDay.push(receipt)
  }

  #faultOf(receipt: ReceiptRow): Fault | undefined {
    if (receipt.number !== this.#intact + 1) return 'missing'
    if (receipt.hash !== hashAfter(receipt.previous, sealedReceipt(receipt))) return 'content'
    if (receipt.previous !== this.#head) return 'chain'
    if (receipt.perpetual !== this.#perpetual + Math.abs(receipt.total)) return 'sums'
    return undefined
  }

  #isAfterDay({ at }: ReceiptRow): boolean {
    const day = this.#days[this.sums.length]
    return day !== undefined && at >= day.to_at
  }

  #endDay(): void {
    const rows = this.#ofDay
    const before = this.sums.at(-1)
    this.sums.push({
      ...{ totals: sumOf(rows.map(totalsOf)), first: rows[0]?.number ?? null },
      last: rows.at(-1)?.number ?? null,
      perpetual: rows.at(-1)?.perpetual ?? before?.perpetual ?? 0,
      hash: rows.at(-1)?.hash ?? before?.hash ?? '',
    })
    this.#ofDay = []
  }

  verdict(till: TillRow): TillVerdict['receipts'] {
    while (this.sums.length < this.#days.length) this.#endDay()
    const firstAltered = this.#broken ?? this.#endFault(till)
    const after = firstAltered ? Math.max(0, till.number - firstAltered.number) : 0
    return { intact: this.#intact, ...(firstAltered && { firstAltered }), after, head: this.#head }
  }

  /** The till itself says how many there are, and what the last hash is. */
  #endFault(till: TillRow): TillVerdict['receipts']['firstAltered'] {
    if (this.#intact < till.number) return { number: this.#intact + 1, id: null, why: 'missing' }
    const fits = this.#head === till.hash && this.#perpetual === till.perpetual
    return fits ? undefined : { number: this.#intact, id: null, why: 'head' }
  }
}

function closingsVerdict(
  till: TillRow,
  closings: readonly ClosingRow[],
  sums: readonly DaySums[],
  keys: ReadonlyMap<string, string>,
): TillVerdict['closings'] {
  let intact = 0
  let head = ''
  const days: ClosingRow[] = []
  const altered = (position: number, why: Fault, closing?: ClosingRow) => ({
    ...{ intact, head, after: Math.max(0, till.closings - position) },
    firstAltered: {
      ...{ position, why, kind: closing?.kind ?? null, period: closing?.period ?? null },
    },
  })
  for (const closing of closings) {
    if (closing.position !== intact + 1) return altered(intact + 1, 'missing')
    const why = faultOf(closing, head, keys) ?? contradiction(till, closing, days, sums)
    if (why) return altered(closing.position, why, closing)
    if (closing.kind === 'day') days.push(closing)
    intact = closing.position
    head = closing.hash
  }
  if (intact < till.closings) return altered(intact + 1, 'missing')
  if (head !== till.closing_hash) return altered(intact, 'head', closings.at(-1))
  return { intact, head, after: 0 }
}

function faultOf(
  closing: ClosingRow,
  head: string,
  keys: ReadonlyMap<string, string>,
): Fault | undefined {
  if (closing.hash !== hashAfter(closing.previous, sealedClosing(closing))) return 'content'
  if (closing.previous !== head) return 'chain'
  const key = keys.get(closing.key_id)
  const signature = Buffer.from(closing.signature, 'base64')
  return key && verify(null, Buffer.from(closing.hash), key, signature) ? undefined : 'signature'
}

/** Whether it says what the receipts of its day, or the days of its month or year, say. */
function contradiction(
  till: TillRow,
  closing: ClosingRow,
  before: readonly ClosingRow[],
  sums: readonly DaySums[],
): Fault | undefined {
  if (closing.kind !== 'day') {
    const days = before.filter(({ period }) => period.startsWith(`${closing.period}-`))
    return isSame(totalsIn(closing), sumOf(days)) ? undefined : 'sums'
  }
  const last = before.at(-1)
  const from = last?.to_at ?? till.opened_at
  if (closing.from_at.getTime() !== from.getTime()) return 'missing'
  if (last && closing.period !== dayAfter(last.period)) return 'missing'
  const found = sums[before.length]
  const says: DaySums = {
    ...{ totals: totalsIn(closing), first: closing.first_number, last: closing.last_number },
    ...{ perpetual: closing.perpetual, hash: closing.receipts_hash },
  }
  return found && isSame(says, found) ? undefined : 'receipts'
}

const totalsIn = (closing: ClosingRow): TillTotals => sumOf([closing])

const isSame = (one: object, other: object) => JSON.stringify(one) === JSON.stringify(other)

const portion = 1000

export async function* receiptsOf(
  db: Db,
  { id, number: last }: Pick<TillRow, 'id' | 'number'>,
  after = 0,
): AsyncGenerator<ReceiptRow> {
  for (let read = after; ; ) {
    const rows = await db
      .selectFrom('till.receipt')
      .selectAll()
      .where('till_id', '=', id)
      .where('number', '>', read)
      .where('number', '<=', last)
      .orderBy('number')
      .limit(portion)
      .execute()
    yield* rows
    if (rows.length < portion) return
    read = rows.at(-1)?.number ?? last
  }
}

const closingsOf = (db: Db, { id, closings }: TillRow) =>
  db
    .selectFrom('till.closing')
    .selectAll()
    .where('till_id', '=', id)
    .where('position', '<=', closings)
    .orderBy('position')
    .execute()
