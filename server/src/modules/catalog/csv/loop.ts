import { type SqlBool, sql } from 'kysely'
import type { Logger } from 'pino'
import type { Db } from '../../../kernel/database.ts'
import { isInfrastructureFault } from '../../../kernel/faults.ts'
import type { Loop } from '../../../kernel/loops.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { InWork, Work } from '../../../kernel/work.ts'
import { CsvFailed } from '../refusals.ts'
import { fileRead, fileWaits } from './book.ts'
import { sheetOf } from './export.ts'
import { type Group, groupOf, type Read } from './lines.ts'
import type { Sheet } from './sheet.ts'
import { type Outcome, takeGroup, toldOf } from './take.ts'

interface Parts {
  readonly db: Db
  readonly inWork: InWork
  readonly log: Pick<Logger, 'error'>
}

/** Where a file is: one product further with each portion. */
interface Place {
  readonly id: string
  readonly trial: boolean
  readonly position: number
  readonly products: number
}

interface Open {
  readonly id: string
  readonly read: Read
  readonly sheet: Sheet
}

/** Undoes what a trial has done. */
class Undone extends Error {}
/** Somebody else does it, or it was stopped. */
class NotMine extends Error {}

/**
 * Makes products what a file says, each in a transaction of its own that also notes how far the file is: one that
 * cannot be is told with its reason, and the others are taken. Whoever dies goes on behind the last one, in any process.
 */
export function csvLoop(parts: Parts): Loop {
  let open: Open | undefined
  return {
    name: 'catalog/csv',
    wakeOn: [fileWaits],
    run: async () => {
      const place = await nextPlace(parts.db)
      if (!place) {
        open = undefined
        return false
      }
      try {
        if (open?.id !== place.id || place.position === 0) open = await opened(parts.db, place.id)
        return await oneFurther(parts.inWork, place, open)
      } catch (error) {
        if (isInfrastructureFault(error)) throw error
        await giveUp(parts, place, error)
        return true
      }
    },
  }
}

const nextPlace = (db: Db): Promise<Place | undefined> =>
  db
    .selectFrom('catalog.csv_file')
    .select(['id', 'trial', 'position', 'products'])
    .where('state', '=', 'running')
    .orderBy('uploaded_at')
    .limit(1)
    .executeTakeFirst()

async function opened(db: Db, id: string): Promise<Open> {
  return { id, read: await fileRead(db, id), sheet: await sheetOf(db) }
}

async function oneFurther(inWork: InWork, place: Place, { read, sheet }: Open): Promise<boolean> {
  const filed = read.products[place.position]
  if (!filed) return inWork((work) => step(work, place, {}))
  const group = groupOf(read, filed)
  let outcome: Outcome | undefined
  try {
    return await inWork(async (work) => {
      if (!place.trial && !(await mine(work, place))) throw new NotMine()
      outcome = await takeGroup(work, group, sheet)
      if (place.trial) throw new Undone()
      return step(work, place, { outcome })
    })
  } catch (error) {
    if (error instanceof NotMine) return false
    if (error instanceof Undone) return inWork((work) => step(work, place, { outcome }))
    const fault = { ...toldOf(error), ...beginningOf(group) }
    return inWork(async (work) => {
      const passed = await step(work, place, {})
      if (passed) await note(work, place, fault)
      return passed
    })
  }
}

function beginningOf({ key, rows }: Group) {
  const { line = 0, cells } = rows[0] ?? {}
  return { line, product: key, sku: cells?.get('sku') ?? '' }
}

/** Holds the file for this product; whoever else is at it goes before, and is not waited for. */
async function mine({ tx }: Work, place: Place): Promise<boolean> {
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
async function step(
  { tx, now }: Work,
  place: Place,
  { outcome }: { outcome?: Outcome | undefined },
): Promise<boolean> {
  const next = Math.min(place.position + 1, place.products)
  const passed = next - place.position
  const row = await tx
    .updateTable('catalog.csv_file')
    .set(({ eb, ref }) => ({
      position: next,
      updated_at: now,
      ...(next === place.products && { state: 'done' as const }),
      [outcome ?? 'refused']: eb(ref(outcome ?? 'refused'), '+', passed),
    }))
    .where(stillAt(place))
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

async function note(
  { tx }: Work,
  { id, position }: Place,
  { details, ...fault }: ReturnType<typeof toldOf> & ReturnType<typeof beginningOf>,
): Promise<void> {
  await tx
    .insertInto('catalog.csv_fault')
    .values({ ...fault, file_id: id, position, details: JSON.stringify(details) })
    .execute()
}

/** The whole file cannot go on as it is: it stands where it stopped, with the reason, until somebody starts it again. */
async function giveUp({ inWork, log }: Parts, { id }: Place, error: unknown): Promise<void> {
  const expected = error instanceof Refusal
  if (!expected) log.error({ err: error, file: id }, 'a catalogue file stopped')
  const { code, details } = expected ? error : new CsvFailed({})
  await inWork(({ tx, now }) =>
    tx
      .updateTable('catalog.csv_file')
      .set({ state: 'stopped', refusal: JSON.stringify({ code, details }), updated_at: now })
      .where('id', '=', id)
      .where('state', '=', 'running')
      .execute(),
  )
}
