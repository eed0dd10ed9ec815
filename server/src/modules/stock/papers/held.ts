import type { Work } from '../../../kernel/work.ts'
import type { Line } from '../level.ts'
import { move } from '../move.ts'
import { PaperNotFound } from '../refusals.ts'
import { comePromised, leave } from '../release.ts'
import { endPaper, linesOf, onePerSku, openPaper, type PaperLine, writePaper } from './paper.ts'

interface Sending {
  readonly from: string
  readonly locationId: string
  readonly lines: readonly Line[]
  /** What people know it is for by. */
  readonly ref: string
  readonly by?: string | undefined
}

/**
 * Goods that are promised go to another place, and stay promised: nobody else may take them, neither on the
 * way nor when they arrive.
 */
export async function sendHeld(
  work: Work,
  reservation: string,
  { from, locationId, lines, ref, by }: Sending,
): Promise<string> {
  const id = work.newId()
  await leave(work, reservation, lines, { kind: 'sent', ref: `transfer:${id}`, by })
  return writePaper(work, {
    ...{ id, kind: 'transfer', from, locationId, ref, by, heldFor: reservation },
    lines: onePerSku(lines),
  })
}

interface Landing {
  readonly id: string
  /** The channel that they were promised on, and what for. */
  readonly channel: string
  readonly ref: string
  readonly by?: string | undefined
}

export type WhyNot = 'lost' | 'broken'

interface Arriving extends Landing {
  /** What of it did not come as it was sent, and why: it is promised to nobody any more. */
  readonly missing: readonly (PaperLine & { readonly why: WhyNot })[]
}

/**
 * They are where they were sent to, but for what is missing. What was lost on the way came in as far as the journal
 * goes, and was written off for that reason; what is broken is there, and set aside. Gives where they came from.
 */
export async function receiveHeld(work: Work, arriving: Arriving): Promise<string> {
  const { id, channel, ref, by, missing } = arriving
  const { heldFor, from, to } = await heldPaper(work, id)
  const sent = await linesOf(work, id)
  const units = (sku: string, of: Arriving['missing']) =>
    of.reduce((sum, line) => sum + (line.sku === sku ? line.quantity : 0), 0)
  const whole = sent
    .map(({ sku, expected }) => ({ sku, quantity: expected - units(sku, missing) }))
    .filter(({ quantity }) => quantity > 0)
  const promised = whole.map((line) => ({ ...line, locationId: to }))
  await comePromised(work, heldFor, promised, { kind: 'arrived', channel, ref, by })
  await comeMissing(work, { locationId: to, ref: `transfer:${id}`, by, missing })
  const lost = missing.filter(({ why }) => why === 'lost')
  for (const { sku, expected } of sent) {
    await work.tx
      .updateTable('stock.paper_line')
      .set({ found: expected - units(sku, lost) })
      .where('paper_id', '=', id)
      .where('sku', '=', sku)
      .execute()
  }
  await endPaper(work, id, 'done')
  return from
}

async function comeMissing(
  work: Work,
  {
    locationId,
    missing,
    ...about
  }: Pick<Arriving, 'missing' | 'by' | 'ref'> & { readonly locationId: string },
): Promise<void> {
  for (const why of ['lost', 'broken'] as const) {
    const lines = onePerSku(missing.filter((line) => line.why === why))
    const spots = lines.map(({ sku, quantity }) => ({ sku, locationId, onHand: quantity }))
    if (why === 'lost') {
      await move(work, spots, { ...about, kind: 'arrived' })
      const off = spots.map((spot) => ({ ...spot, onHand: -spot.onHand }))
      await move(work, off, { ...about, kind: 'adjusted', reason: why })
    } else {
      const aside = spots.map((spot) => ({ ...spot, damaged: spot.onHand }))
      await move(work, aside, { ...about, kind: 'arrived', reason: why })
    }
  }
}

/** They did not leave after all, or came back; gives the place that they are in again. */
export async function returnHeld(work: Work, { id, channel, ref, by }: Landing): Promise<string> {
  const { heldFor, from } = await heldPaper(work, id)
  const lines = (await linesOf(work, id)).map(({ sku, expected: quantity }) => ({
    ...{ sku, locationId: from, quantity },
  }))
  await comePromised(work, heldFor, lines, { kind: 'arrived', channel, ref, by })
  await endPaper(work, id, 'cancelled')
  return from
}

async function heldPaper(work: Work, id: string) {
  const paper = await openPaper(work, id, ['transfer'])
  if (!paper.held_for || !paper.from_location) throw new PaperNotFound({ id })
  return { heldFor: paper.held_for, from: paper.from_location, to: paper.location_id }
}

/** Nobody waits for them any more: they arrive, or are called off, as any transfer is. */
export async function letGoHeld({ tx }: Work, id: string): Promise<void> {
  await tx.updateTable('stock.paper').set({ held_for: null }).where('id', '=', id).execute()
}
