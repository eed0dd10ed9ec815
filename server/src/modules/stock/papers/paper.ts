import type { Work } from '../../../kernel/work.ts'
import type { PaperKind } from '../contract.ts'
import { PaperClosed, PaperNotFound } from '../refusals.ts'

export interface PaperLine {
  readonly sku: string
  readonly quantity: number
}

export interface NewPaper {
  readonly id?: string
  readonly kind: PaperKind
  readonly from?: string | undefined
  readonly locationId: string
  readonly lines: readonly PaperLine[]
  readonly ref?: string | undefined
  readonly note?: string | undefined
  readonly by?: string | undefined
  readonly dueAt?: Date | undefined
  /** The reservation that its goods are promised to. */
  readonly heldFor?: string | undefined
}

export async function writePaper(work: Work, paper: NewPaper): Promise<string> {
  const { id = work.newId() } = paper
  await work.tx
    .insertInto('stock.paper')
    .values({
      ...{ id, kind: paper.kind, state: 'open', location_id: paper.locationId },
      ...{ from_location: paper.from ?? null, ref: paper.ref ?? null, note: paper.note ?? null },
      ...{ by: paper.by ?? null, created_at: work.now, due_at: paper.dueAt ?? null },
      held_for: paper.heldFor ?? null,
    })
    .execute()
  const lines = onePerSku(paper.lines)
  if (lines.length === 0) return id
  await work.tx
    .insertInto('stock.paper_line')
    .values(lines.map(({ sku, quantity }) => ({ paper_id: id, sku, expected: quantity })))
    .execute()
  return id
}

export function onePerSku(lines: readonly PaperLine[]): PaperLine[] {
  const sums = new Map<string, number>()
  for (const { sku, quantity } of lines) sums.set(sku, (sums.get(sku) ?? 0) + quantity)
  return [...sums].map(([sku, quantity]) => ({ sku, quantity }))
}

/** Takes a paper in hand that still goes on; others who want to do something with it wait. */
export async function openPaper({ tx }: Work, id: string, kinds: readonly PaperKind[]) {
  const paper = await tx
    .selectFrom('stock.paper')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!paper || !kinds.includes(paper.kind)) throw new PaperNotFound({ id })
  if (paper.state !== 'open') throw new PaperClosed({ id, state: paper.state })
  return paper
}

export async function endPaper({ tx, now }: Work, id: string, state: 'done' | 'cancelled') {
  await tx.updateTable('stock.paper').set({ state, ended_at: now }).where('id', '=', id).execute()
}

export function linesOf({ tx }: Work, id: string) {
  return tx
    .selectFrom('stock.paper_line')
    .selectAll()
    .where('paper_id', '=', id)
    .orderBy('sku')
    .execute()
}
