import { type RawBuilder, sql } from 'kysely'
import { prepared } from '../../kernel/database.ts'
import type { Work } from '../../kernel/work.ts'
import { columns, everyChannel, inOrder, type Level, loose, type Spot, safetyFor } from './level.ts'
import { type Changed, tellOf } from './tell.ts'

/** A line of the journal: by how much something changed. */
export interface Move extends Spot, Partial<Level> {
  readonly reservation?: string | null
  /** False for what the level never heard of, and the journal alone takes back. */
  readonly counts?: boolean
}

/** What a change is about, the same for all of its lines. */
export interface About {
  readonly kind: MoveKind
  /** What it was done for: an order, a sale, a paper. */
  readonly ref?: string | undefined
  readonly reason?: string | undefined
  readonly note?: string | undefined
  /** Who of the team did it. */
  readonly by?: string | undefined
}

export type MoveKind =
  | 'reserved'
  | 'released'
  | 'expired'
  /** A change that came too late and was taken back at once. */
  | 'refused'
  | 'shipped'
  | 'unshipped'
  | 'handed-over'
  | 'received'
  | 'returned'
  | 'adjusted'
  | 'counted'
  | 'sent'
  | 'arrived'
  | 'set-aside'
  | 'put-back'

/** What must hold of a level for a change to be made; `by` names the change's own columns. */
type Condition = (by: RawBuilder<unknown>) => RawBuilder<boolean>

const parts = ['onHand', 'reserved', 'damaged', 'quality'] as const

/**
 * Changes levels and says so in the journal: the journal first and the levels last, so that a hot row is
 * held only over the commit, and all of them in one order, so that two baskets never wait for each
 * other. With a condition it is all or nothing: the spots that failed it are returned, and then nothing has changed.
 */
export async function move(
  work: Work,
  moves: readonly Move[],
  about: About,
  condition?: Condition,
): Promise<Spot[]> {
  if (moves.length === 0) return []
  const sums = summedMoves(moves.filter(({ counts }) => counts !== false))
  const changed = await write(work, moves, sums, about, condition)
  if (changed.length === sums.length) {
    await tellOf(work, changed, about.kind)
    return []
  }
  const done = new Set(changed.map(nameOf))
  const negated = sums.filter((sum) => done.has(nameOf(sum))).map(negative)
  await write(work, moves.map(negative), negated, { ...about, kind: 'refused' })
  return sums.filter((sum) => !done.has(nameOf(sum)))
}

const nameOf = ({ sku, locationId }: Spot) => `${sku}\u0000${locationId}`

function negative<Line extends Move>(line: Line): Line {
  const turned = parts.map((part) => [part, -(line[part] ?? 0)] as const)
  return { ...line, ...Object.fromEntries(turned) }
}

function summedMoves(moves: readonly Move[]): (Spot & Level)[] {
  const sums = new Map<string, Spot & Level>()
  for (const one of moves) {
    const { sku, locationId } = one
    const before = sums.get(nameOf(one)) ?? none
    const sum = parts.map((part) => [part, before[part] + (one[part] ?? 0)] as const)
    sums.set(nameOf(one), { ...none, sku, locationId, ...Object.fromEntries(sum) })
  }
  return inOrder([...sums.values()])
}

const none: Level = { onHand: 0, reserved: 0, damaged: 0, quality: 0 }

/**
 * One statement. Levels are changed by an upsert, which meets its rows in the order it is given them; since
 * it checks what it proposes, parts that may not be negative are proposed as magnitudes, and subtracted.
 */
async function write(
  { tx, now, newId }: Work,
  moves: readonly Move[],
  sums: readonly (Spot & Level)[],
  about: About,
  condition?: Condition,
): Promise<Changed[]> {
  const of = (part: keyof Level, lines: readonly Partial<Level>[]) =>
    lines.map((line) => line[part] ?? 0)
  const sign = (part: keyof Level) => sql.raw(signOf(part, sums) < 0 ? '-' : '+')
  const [skus, places] = columns(moves.map((one) => ({ ...one, quantity: 0 })))
  const [sumSkus, sumPlaces] = columns(sums.map((one) => ({ ...one, quantity: 0 })))
  const may = condition ? sql`where ${condition(sql`excluded`)}` : sql``
  const { rows } = await sql<ChangedRow>`${prepared}
    with one as (
      select * from unnest(${skus}::text[], ${places}::uuid[], ${moves.map(() => newId())}::uuid[],
        ${of('onHand', moves)}::int[], ${of('reserved', moves)}::int[],
        ${of('damaged', moves)}::int[], ${of('quality', moves)}::int[],
        ${moves.map(({ reservation }) => reservation ?? null)}::uuid[])
        as one (sku, location_id, id, on_hand, reserved, damaged, quality, reservation)
    ), written as (
      insert into stock.move (sku, location_id, id, on_hand, reserved, damaged, quality, reservation,
        at, kind, ref, reason, note, by)
      select sku, location_id, id, on_hand, reserved, damaged, quality, reservation,
        ${now}::timestamptz, ${about.kind}, ${about.ref ?? null}, ${about.reason ?? null},
        ${about.note ?? null}, ${about.by ?? null}
      from one returning 1
    ), sum as (
      select * from unnest(${sumSkus}::text[], ${sumPlaces}::uuid[],
        ${of('onHand', sums)}::int[], ${of('reserved', sums)}::int[],
        ${of('damaged', sums)}::int[], ${of('quality', sums)}::int[])
        with ordinality as sum (sku, location_id, on_hand, reserved, damaged, quality, place)
    )
    insert into stock.level as level (sku, location_id, on_hand, reserved, damaged, quality)
    select sku, location_id, on_hand, abs(reserved), abs(damaged), abs(quality) from sum
    where (select count(*) from written) > 0
      and (${!condition && !takes(sums)} or sum.on_hand > 0 or exists (
        select from stock.level there
        where there.sku = sum.sku and there.location_id = sum.location_id))
    order by place
    on conflict (sku, location_id) do update set
      on_hand = level.on_hand + excluded.on_hand,
      reserved = level.reserved ${sign('reserved')} excluded.reserved,
      damaged = level.damaged ${sign('damaged')} excluded.damaged,
      quality = level.quality ${sign('quality')} excluded.quality
    ${may}
    returning sku, location_id, on_hand, reserved, damaged, quality, low_at, uncounted,
      ${safetyFor(everyChannel)} as safety`.execute(tx)
  return changesOf(rows, sums)
}

const takes = (sums: readonly Level[]) =>
  parts.some((part) => part !== 'onHand' && signOf(part, sums) < 0)

function signOf(part: keyof Level, sums: readonly Level[]): 1 | -1 {
  const less = sums.some((sum) => sum[part] < 0)
  if (less && part !== 'onHand' && sums.some((sum) => sum[part] > 0)) {
    throw new Error(`one change both adds to ${part} and takes from it`)
  }
  return less ? -1 : 1
}

export interface ChangedRow {
  sku: string
  location_id: string
  on_hand: number
  reserved: number
  damaged: number
  quality: number
  low_at: number | null
  uncounted: boolean
  safety: number
}

/** What rows became, beside what they were before: known without having read them, since the change is. */
export function changesOf(
  rows: readonly ChangedRow[],
  sums: readonly (Spot & Partial<Level>)[],
): Changed[] {
  const byName = new Map(sums.map((sum) => [nameOf(sum), sum]))
  return rows.map((row) => {
    const spot = { sku: row.sku, locationId: row.location_id }
    const by = byName.get(nameOf(spot))
    const { reserved, damaged, quality } = row
    const after: Level = { onHand: row.on_hand, reserved, damaged, quality }
    const before = parts.map((part) => [part, after[part] - (by?.[part] ?? 0)] as const)
    return {
      ...spot,
      ...{ after, before: { ...after, ...Object.fromEntries(before) } },
      ...{ lowAt: row.low_at, safety: row.safety, uncounted: row.uncounted },
    }
  })
}

/** So much must be there that is promised to nobody, whatever is kept back from channels. */
export const enoughLoose: Condition = (by) =>
  sql`(level.uncounted or ${loose} + ${by}.on_hand >= 0)`
