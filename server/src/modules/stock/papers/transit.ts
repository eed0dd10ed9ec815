import { sql } from 'kysely'
import type { Db } from '../../../kernel/database.ts'
import type { Work } from '../../../kernel/work.ts'
import type { Aside } from '../contract.ts'
import { loose, type Spot } from '../level.ts'
import { enoughLoose, move } from '../move.ts'
import { once } from '../once.ts'
import { InsufficientStock, PaperHeld } from '../refusals.ts'
import {
  endPaper,
  linesOf,
  type NewPaper,
  onePerSku,
  openPaper,
  type PaperLine,
  writePaper,
} from './paper.ts'

type Sending = Omit<NewPaper, 'kind' | 'from'> & { readonly from: string }

/**
 * Sends goods from a place to another: they leave here at once, and are on their way until they are
 * received. What is promised stays; what is kept back for safety may go.
 */
export async function transfer(work: Work, sending: Sending): Promise<string> {
  const lines = onePerSku(sending.lines)
  const id = work.newId()
  const moves = lines.map(({ sku, quantity }) => ({
    ...{ sku, locationId: sending.from, onHand: -quantity },
  }))
  const about = { kind: 'sent' as const, ref: `transfer:${id}`, by: sending.by }
  const [short] = await move(work, moves, about, enoughLoose)
  if (short) {
    const asked = lines.find(({ sku }) => sku === short.sku)?.quantity ?? 0
    throw new InsufficientStock({ ...short, asked, available: await looseAt(work.tx, short) })
  }
  return writePaper(work, { ...sending, id, kind: 'transfer' })
}

async function looseAt(db: Db, { sku, locationId }: Spot): Promise<number> {
  const level = await db
    .selectFrom('stock.level')
    .select(loose.as('loose'))
    .where('sku', '=', sku)
    .where('location_id', '=', locationId)
    .executeTakeFirst()
  return Math.max(0, level?.loose ?? 0)
}

/** Goods that a supplier has announced: they count as inbound until they are there. */
export const expectDelivery = (
  work: Work,
  delivery: Omit<NewPaper, 'kind' | 'from'>,
): Promise<string> => writePaper(work, { ...delivery, kind: 'delivery' })

interface Arrival {
  readonly id: string
  readonly lines: readonly PaperLine[]
  /** Not to be sold: broken on the way, or to be looked at. */
  readonly aside?: Aside | undefined
  /** Nothing more will come: what is missing is a difference, and no longer inbound. */
  readonly last: boolean
  /** The same arrival told twice is one. */
  readonly once?: string | undefined
  readonly by?: string | undefined
}

/** What is promised to an order arrives for it, by the order's own doors. */
function notHeld<Paper extends { id: string; ref: string | null; held_for: string | null }>(
  paper: Paper,
): Paper {
  if (paper.held_for) throw new PaperHeld({ id: paper.id, ref: paper.ref })
  return paper
}

/** Books what has arrived of a transfer or a delivery, be it less, more, or something else than was said. */
export async function arrive(work: Work, arrival: Arrival): Promise<void> {
  const { id, aside, last, by } = arrival
  if (!(await once(work, arrival.once))) return
  const paper = notHeld(await openPaper(work, id, ['transfer', 'delivery']))
  const lines = onePerSku(arrival.lines)
  for (const { sku, quantity } of lines) {
    await sql`
      insert into stock.paper_line (paper_id, sku, found) values (${id}, ${sku}, ${quantity})
      on conflict (paper_id, sku) do update
      set found = coalesce(paper_line.found, 0) + excluded.found`.execute(work.tx)
  }
  const moves = lines.map(({ sku, quantity }) => ({
    ...{ sku, locationId: paper.location_id, onHand: quantity },
    ...(aside && { [aside]: quantity }),
  }))
  const kind = paper.kind === 'transfer' ? 'arrived' : 'received'
  await move(work, moves, { kind, ref: `${paper.kind}:${id}`, by })
  if (last) await endPaper(work, id, 'done')
}

/** What was sent goes back to where it came from; what has arrived stays. A delivery will not come. */
export async function callOff(work: Work, id: string, by?: string): Promise<void> {
  const paper = notHeld(await openPaper(work, id, ['transfer', 'delivery', 'stocktake']))
  if (paper.kind === 'transfer' && paper.from_location) {
    const back = (await linesOf(work, id))
      .map(({ sku, expected, found }) => ({ sku, onHand: expected - (found ?? 0) }))
      .filter(({ onHand }) => onHand > 0)
      .map((line) => ({ ...line, locationId: paper.from_location as string }))
    await move(work, back, { kind: 'arrived', ref: `transfer:${id}`, by })
  }
  await endPaper(work, id, 'cancelled')
}
