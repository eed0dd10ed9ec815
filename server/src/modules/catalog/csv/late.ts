import { sql } from 'kysely'
import type { Work } from '../../../kernel/work.ts'
import { ProductUnknown } from '../refusals.ts'
import type { Taken } from './take.ts'
import '../tables.ts'

interface Place {
  readonly id: string
  readonly position: number
}

interface Late {
  readonly position: number
  readonly outcome: 'added' | 'changed'
  readonly codes: readonly string[]
}

/** Keeps in mind what a product names that the file has yet to bring. */
export async function noteLate({ tx }: Work, { id, position }: Place, { outcome, late }: Taken) {
  if (late.length === 0 || outcome === 'unchanged') return
  await tx
    .insertInto('catalog.csv_late')
    .values({ file_id: id, position, outcome, codes: [...late] })
    .execute()
}

export const firstLate = ({ tx }: Work, { id }: Pick<Place, 'id'>): Promise<Late | undefined> =>
  tx
    .selectFrom('catalog.csv_late')
    .select(['position', 'outcome', 'codes'])
    .where('file_id', '=', id)
    .orderBy('position')
    .limit(1)
    .executeTakeFirst()

/** Takes one in hand for good; false where somebody else did. */
export async function takeLate({ tx }: Work, { id }: Pick<Place, 'id'>, { position }: Late) {
  const taken = await tx
    .deleteFrom('catalog.csv_late')
    .where('file_id', '=', id)
    .where('position', '=', position)
    .returning('position')
    .executeTakeFirst()
  return taken !== undefined
}

/** In a trial nothing of the file is there: what it named is, unless it was refused itself. */
export async function checkLate({ tx }: Work, { id }: Pick<Place, 'id'>, { codes }: Late) {
  const refused = await tx
    .selectFrom('catalog.csv_fault')
    .select('product')
    .where('file_id', '=', id)
    .where('product', '=', sql<string>`any(${[...codes]}::text[])`)
    .orderBy('position')
    .limit(1)
    .executeTakeFirst()
  if (refused) throw new ProductUnknown({ product: refused.product })
}

/** It stays as it was taken, without what it named; it counts among what is to be mended. */
export async function refuseLate({ tx }: Work, { id }: Pick<Place, 'id'>, { outcome }: Late) {
  await tx
    .updateTable('catalog.csv_file')
    .set(({ eb, ref }) => ({
      refused: eb(ref('refused'), '+', 1),
      [outcome]: eb(ref(outcome), '-', 1),
    }))
    .where('id', '=', id)
    .execute()
}
