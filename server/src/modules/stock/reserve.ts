import { sql } from 'kysely'
import { prepared } from '../../kernel/database.ts'
import type { Work } from '../../kernel/work.ts'
import { availableAt } from './availability.ts'
import { expireAt } from './expire.ts'
import { everyChannel, type Line, roomFor, safetyFor, summed } from './level.ts'
import { type ChangedRow, changesOf, type Move, move } from './move.ts'
import { promise, type Reserving } from './promise.ts'
import { InsufficientStock, ReservationDiffers } from './refusals.ts'
import { tellOf } from './tell.ts'

/**
 * Promises goods, all or nothing. One statement with a condition decides, whoever else asks at the same
 * moment. When it says no, what has expired there is given back first, and it is asked once more.
 */
export async function reserve(work: Work, asked: Reserving): Promise<void> {
  const lines = summed(asked.lines)
  if (lines.length === 0) return
  for (let trial = 1; ; trial++) {
    if (await attempt(work, asked, lines)) return
    if (await isKnown(work, asked, lines)) return
    if (await expireAt(work, lines)) continue
    const short = await shortage(work, asked, lines)
    if (short) throw short
    // Somebody gave something back in this very moment. Who is always too late is told so in the end.
    if (trial === mostTrials) throw new InsufficientStock(late(lines))
  }
}

const mostTrials = 5

/** A line as it was kept, and the level that it was counted in, if it was. */
type KeptRow = { kept_sku: string; kept_at: string } & (
  | ChangedRow
  | { [Name in keyof ChangedRow]: null }
)

async function attempt(work: Work, asked: Reserving, lines: readonly Line[]): Promise<boolean> {
  const { id, channel } = asked
  // What is seen to be sold out writes nothing at all; the last word is with the condition of the update.
  const seen = sql`seen as (
      select count(*) = ${lines.length}
        and not exists (select from stock.reservation known where known.id = ${id}) as enough
      from one join stock.level as level using (sku, location_id)
      where ${roomFor(channel)} >= one.quantity
    )`
  const told = sql`on_hand, reserved, damaged, quality, low_at, uncounted,
        ${safetyFor(everyChannel)} as safety`
  const { rows } = await sql<KeptRow>`${prepared}
    with ${promise(work, asked, lines, { seen, told })}
    select kept.sku as kept_sku, kept.location_id as kept_at, counted.*
    from kept left join counted using (sku, location_id)`.execute(work.tx)
  const counted = rows.filter((row) => row.sku !== null)
  if (counted.length === lines.length) {
    const changes = lines.map(({ quantity, ...spot }) => ({ ...spot, reserved: quantity }))
    await tellOf(work, changesOf(counted, changes), 'reserved')
    return true
  }
  if (rows.length > 0) await takeBack(work, asked, rows)
  return false
}

/** Somebody was quicker between the look and the update: what was written meanwhile is taken back. */
async function takeBack(work: Work, { id, ref }: Reserving, rows: readonly KeptRow[]) {
  const back: Move[] = []
  for (const { kept_sku: sku, kept_at: locationId, ...row } of rows) {
    const { quantity } = await work.tx
      .deleteFrom('stock.reservation')
      .where('sku', '=', sku)
      .where('id', '=', id)
      .where('location_id', '=', locationId)
      .returning('quantity')
      .executeTakeFirstOrThrow()
    back.push({ sku, locationId, reservation: id, reserved: -quantity, counts: row.sku !== null })
  }
  await move(work, back, { kind: 'refused', ref })
}

/** Whether this very reservation was made before; another one of the same id is a mistake of the caller. */
async function isKnown(work: Work, { id }: Reserving, lines: readonly Line[]): Promise<boolean> {
  const rows = await work.tx
    .selectFrom('stock.reservation')
    .select(['sku', 'location_id', 'quantity'])
    .where('id', '=', id)
    .execute()
  if (rows.length === 0) return false
  const same =
    rows.length === lines.length &&
    lines.every((line) =>
      rows.some(
        (row) =>
          row.sku === line.sku &&
          row.location_id === line.locationId &&
          row.quantity === line.quantity,
      ),
    )
  if (!same) throw new ReservationDiffers({ id })
  return true
}

async function shortage(work: Work, { channel }: Reserving, lines: readonly Line[]) {
  for (const { sku, locationId, quantity } of lines) {
    const available = await availableAt(work.tx, { sku, locationId }, channel)
    if (available < quantity) {
      return new InsufficientStock({ sku, locationId, asked: quantity, available })
    }
  }
  return undefined
}

function late([line]: readonly Line[]) {
  const { sku, locationId, quantity } = line as Line
  return { sku, locationId, asked: quantity, available: 0 }
}
