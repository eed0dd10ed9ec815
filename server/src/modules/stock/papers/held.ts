import type { Work } from '../../../kernel/work.ts'
import type { Line } from '../level.ts'
import { PaperNotFound } from '../refusals.ts'
import { comePromised, leave } from '../release.ts'
import { endPaper, linesOf, onePerSku, openPaper, writePaper } from './paper.ts'

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

/** They are where they were sent to; gives that place. */
export const receiveHeld = (work: Work, landing: Landing): Promise<string> =>
  land(work, landing, 'done')

/** They did not leave after all, or came back; gives the place that they are in again. */
export const returnHeld = (work: Work, landing: Landing): Promise<string> =>
  land(work, landing, 'cancelled')

async function land(
  work: Work,
  { id, channel, ref, by }: Landing,
  end: 'done' | 'cancelled',
): Promise<string> {
  const paper = await openPaper(work, id, ['transfer'])
  if (!paper.held_for || !paper.from_location) throw new PaperNotFound({ id })
  const locationId = end === 'done' ? paper.location_id : paper.from_location
  const lines = (await linesOf(work, id)).map(({ sku, expected: quantity }) => ({
    ...{ sku, locationId, quantity },
  }))
  await comePromised(work, paper.held_for, lines, { kind: 'arrived', channel, ref, by })
  if (end === 'done') {
    await work.tx
      .updateTable('stock.paper_line')
      .set(({ ref: column }) => ({ found: column('expected') }))
      .where('paper_id', '=', id)
      .execute()
  }
  await endPaper(work, id, end)
  return locationId
}

/** Nobody waits for them any more: they arrive, or are called off, as any transfer is. */
export async function letGoHeld({ tx }: Work, id: string): Promise<void> {
  await tx.updateTable('stock.paper').set({ held_for: null }).where('id', '=', id).execute()
}
