import { createHash } from 'node:crypto'
import type { Db } from '../../kernel/database.ts'
import { brand } from '../team/index.ts'
import { NotClosed } from './refusals.ts'
import { type ClosingRow, sealedClosing, sealedReceipt } from './sealed.ts'
import { placesOf, type TillRow, tillRows } from './tills.ts'
import { receiptsOf } from './verify.ts'
import './tables.ts'

export interface Archive {
  readonly name: string
  /** The file, line by line. */
  readonly lines: AsyncIterable<string>
}

/**
 * All that a till sealed in a period that is closed, as one file of JSON lines: of each receipt and closing the
 * very text that its hash covers, so that whoever has the file checks it without us (docs/till-archive.md).
 */
export async function archiveOf(db: Db, code: string, period: string): Promise<Archive> {
  const [till] = await tillRows(db, { code })
  if (!till) throw new NotClosed({ period })
  const closings = await db
    .selectFrom('till.closing')
    .selectAll()
    .where('till_id', '=', till.id)
    .where('position', '<=', till.closings)
    .orderBy('position')
    .execute()
  const whole = closings.find((one) => one.period === period)
  if (!whole) throw new NotClosed({ period })
  const within = closings.filter(
    (one) => one.period.startsWith(period) || (one.period === whole.period && one === whole),
  )
  return {
    name: `${till.code}-${period}.jsonl`,
    lines: ended(linesOf(db, till, whole, within)),
  }
}

async function* linesOf(
  db: Db,
  till: TillRow,
  whole: ClosingRow,
  closings: readonly ClosingRow[],
): AsyncGenerator<object> {
  const place = (await placesOf(db, [till])).get(till.location_id)
  const keys = await db
    .selectFrom('till.key')
    .select(['id', 'public_key as publicKey', 'made_at as madeAt'])
    .where('till_id', '=', till.id)
    .orderBy('made_at')
    .execute()
  yield {
    format: 'filrouge/till-archive/1',
    brand: (await brand(db)).name,
    till: { id: till.id, code: till.code, currency: till.currency, openedAt: till.opened_at },
    place: place && { code: place.code, name: place.name, address: place.address },
    ...{ period: whole.period, from: whole.from_at, to: whole.to_at, keepUntil: whole.keep_until },
    keys,
  }
  if (whole.first_number !== null && whole.last_number !== null) {
    const last = { id: till.id, number: whole.last_number }
    for await (const receipt of receiptsOf(db, last, whole.first_number - 1)) {
      const { previous, hash } = receipt
      yield { receipt: sealedReceipt(receipt), previous, hash }
    }
  }
  for (const closing of closings) {
    const { previous, hash, key_id: key, signature } = closing
    yield { closing: sealedClosing(closing), previous, hash, key, signature }
  }
}

/** The last line has the hash of all before it: a file that was cut off shows. */
async function* ended(objects: AsyncIterable<object>): AsyncGenerator<string> {
  const hash = createHash('sha256')
  let lines = 0
  for await (const object of objects) {
    const line = `${JSON.stringify(object)}\n`
    hash.update(line)
    lines++
    yield line
  }
  yield `${JSON.stringify({ end: hash.digest('hex'), lines })}\n`
}
