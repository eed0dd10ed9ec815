import { type SqlBool, sql } from 'kysely'
import type { Work } from '../../../kernel/work.ts'
import type { CsvFault } from './contract.ts'
import type { Outcome } from './take.ts'
import '../tables.ts'

/** Where a file is: one product further with each portion. */
export interface Place {
  readonly id: string
  readonly trial: boolean
  readonly position: number
  readonly products: number
}

/** Holds the file for this product; whoever else is at it goes before, and is not waited for. */
export async function mine({ tx }: Work, place: Place): Promise<boolean> {
  const row = await tx
    .selectFrom('catalog.csv_file')
    .select('id')
    .where(stillAt(place))
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
  return row !== undefined
}

const stillAt = ({ id, trial, position }: Place) => sql<SqlBool>`
  id = ${id} and trial = ${trial} and position = ${position} and state = 'running'`

/** One product further, if the file is still where it was; without an outcome it was refused. */
export async function step(
  { tx, now }: Work,
  place: Place,
  outcome: Outcome | undefined,
): Promise<boolean> {
  const row = await tx
    .updateTable('catalog.csv_file')
    .set(({ eb, ref }) => ({
      ...{ position: place.position + 1, updated_at: now },
      [outcome ?? 'refused']: eb(ref(outcome ?? 'refused'), '+', 1),
    }))
    .where(stillAt(place))
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function end({ tx, now }: Work, place: Place): Promise<boolean> {
  const row = await tx
    .updateTable('catalog.csv_file')
    .set({ state: 'done', updated_at: now })
    .where(stillAt(place))
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function noteFault(
  { tx }: Work,
  { id, position }: Pick<Place, 'id' | 'position'>,
  { details, ...fault }: CsvFault,
): Promise<void> {
  await tx
    .insertInto('catalog.csv_fault')
    .values({ ...fault, file_id: id, position, details: JSON.stringify(details) })
    .execute()
}
