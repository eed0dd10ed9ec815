import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import { inOrder, type Line, summed } from './level.ts'
import { type About, type Move, move } from './move.ts'
import { NotReserved } from './refusals.ts'
import { allOrNothing } from './whole.ts'

/**
 * Lets go of a reservation, or of some of it. Of the whole, what is there is let go and no more is asked:
 * it may have expired. Of lines, more than is held is refused.
 */
export async function release(
  work: Work,
  id: string,
  lines?: readonly Line[],
  about: Omit<About, 'kind'> = {},
): Promise<void> {
  const taken = lines ? await takeLines(work, id, lines) : await takeAll(work, id)
  const moves = taken.map(({ sku, locationId, quantity }) => ({
    ...{ sku, locationId, reservation: id },
    reserved: -quantity,
  }))
  await move(work, moves, { ...about, kind: 'released' })
}

/** The goods leave: they are no longer on hand, and no longer promised. */
export const ship = (
  work: Work,
  id: string,
  lines: readonly Line[],
  about: Omit<About, 'kind'> = {},
): Promise<void> => leave(work, id, lines, { ...about, kind: 'shipped' })

/** The same, with the kind of leaving that it is. */
export async function leave(
  work: Work,
  id: string,
  lines: readonly Line[],
  about: About,
): Promise<void> {
  const taken = await takeLines(work, id, lines)
  const moves = taken.map(({ sku, locationId, quantity }) => ({
    ...{ sku, locationId, reservation: id },
    ...{ reserved: -quantity, onHand: -quantity },
  }))
  await move(work, moves, about)
}

interface Promising extends Omit<About, 'kind'> {
  /** What a line needs that the reservation no longer has. */
  readonly channel: string
}

/** A parcel that did not leave after all: its goods are there again, promised as they were. */
export const unship = (
  work: Work,
  id: string,
  lines: readonly Line[],
  about: Promising,
): Promise<void> => comePromised(work, id, lines, { ...about, kind: 'unshipped' })

/** Goods come in that are promised already. */
export async function comePromised(
  work: Work,
  id: string,
  lines: readonly Line[],
  { channel, ...about }: Promising & Pick<About, 'kind'>,
): Promise<void> {
  const moves: Move[] = []
  for (const { sku, locationId, quantity } of summed(lines)) {
    await sql`
      insert into stock.reservation
        (sku, id, location_id, quantity, lines, kind, channel, ref, created_at, expires_at)
      values (${sku}, ${id}, ${locationId}, ${quantity}, 1, 'order', ${channel}, ${about.ref ?? null},
        ${work.now}, null)
      on conflict (sku, id, location_id) do update
      set quantity = reservation.quantity + excluded.quantity`.execute(work.tx)
    moves.push({ sku, locationId, reservation: id, reserved: quantity, onHand: quantity })
  }
  await move(work, moves, about)
}

async function takeAll({ tx }: Work, id: string): Promise<Line[]> {
  const rows = await tx
    .deleteFrom('stock.reservation')
    .where('id', '=', id)
    .returning(['sku', 'location_id', 'quantity'])
    .execute()
  return inOrder(
    rows.map(({ sku, location_id: locationId, quantity }) => ({ sku, locationId, quantity })),
  )
}

async function takeLines(work: Work, id: string, asked: readonly Line[]): Promise<Line[]> {
  const lines = summed(asked)
  const ended = await allOrNothing(work, async () => {
    let ended = 0
    for (const line of lines) ended += await takeLine(work, id, line)
    return ended
  })
  // A reservation that may still expire must know how many lines make it whole.
  if (ended > 0) {
    await work.tx
      .updateTable('stock.reservation')
      .set({ lines: sql<number>`lines - ${ended}::int` })
      .where('id', '=', id)
      .where('expires_at', 'is not', null)
      .execute()
  }
  return lines
}

/** Takes from one line, and says whether nothing is left of it. */
async function takeLine({ tx }: Work, id: string, { sku, locationId, quantity }: Line) {
  const row = tx
    .updateTable('stock.reservation')
    .set({ quantity: sql<number>`quantity - ${quantity}::int` })
    .where('sku', '=', sku)
    .where('id', '=', id)
    .where('location_id', '=', locationId)
  const less = await row.where('quantity', '>', quantity).executeTakeFirst()
  if (less.numUpdatedRows > 0n) return 0
  const ended = await tx
    .deleteFrom('stock.reservation')
    .where('sku', '=', sku)
    .where('id', '=', id)
    .where('location_id', '=', locationId)
    .where('quantity', '=', quantity)
    .executeTakeFirst()
  if (ended.numDeletedRows > 0n) return 1
  const held = await tx
    .selectFrom('stock.reservation')
    .select('quantity')
    .where('sku', '=', sku)
    .where('id', '=', id)
    .where('location_id', '=', locationId)
    .executeTakeFirst()
  throw new NotReserved({ sku, locationId, asked: quantity, available: held?.quantity ?? 0 })
}
