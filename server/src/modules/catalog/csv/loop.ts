import type { Logger } from 'pino'
import type { Db } from '../../../kernel/database.ts'
import { isInfrastructureFault } from '../../../kernel/faults.ts'
import type { Loop } from '../../../kernel/loops.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { InWork, Work } from '../../../kernel/work.ts'
import { CsvFailed } from '../refusals.ts'
import { fileRead, fileWaits } from './book.ts'
import { sheetOf } from './export.ts'
import { checkLate, firstLate, noteLate, refuseLate, takeLate } from './late.ts'
import { type Group, groupOf, type Read } from './lines.ts'
import { end, mine, noteFault, type Place, step } from './place.ts'
import type { Sheet } from './sheet.ts'
import { type Brought, type Taken, takeGroup, toldOf } from './take.ts'

interface Parts {
  readonly db: Db
  readonly inWork: InWork
  readonly log: Pick<Logger, 'error'>
}

interface Open {
  readonly id: string
  readonly read: Read
  readonly sheet: Sheet
  readonly brought: Brought
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
  const read = await fileRead(db, id)
  const at = read.columns.indexOf('sku')
  const skus = read.products.flatMap(({ rows }) =>
    rows.map(({ record }) => (record[at] ?? '').trim()),
  )
  const brought = { codes: new Set(read.products.map(({ key }) => key)), skus: new Set(skus) }
  return { id, read, sheet: await sheetOf(db), brought }
}

async function oneFurther(inWork: InWork, place: Place, open: Open): Promise<boolean> {
  const filed = open.read.products[place.position]
  if (!filed) return lastSteps(inWork, place, open)
  const group = groupOf(open.read, filed)
  const { codes, skus } = open.brought
  const brought = { codes, skus: place.trial ? skus : new Set<string>() }
  let taken: Taken | undefined
  const note = async (work: Work) => {
    const passed = await step(work, place, taken?.outcome)
    if (passed && taken) await noteLate(work, place, taken)
    return passed
  }
  try {
    return await inWork(async (work) => {
      if (!place.trial && !(await mine(work, place))) throw new NotMine()
      taken = await takeGroup(work, group, open.sheet, brought)
      if (place.trial) throw new Undone()
      return note(work)
    })
  } catch (error) {
    if (error instanceof NotMine) return false
    if (error instanceof Undone) return inWork(note)
    const fault = { ...toldOf(error), ...beginningOf(group) }
    return inWork(async (work) => {
      const passed = await step(work, place, undefined)
      if (passed) await noteFault(work, place, fault)
      return passed
    })
  }
}

/** All of it was looked at: what named others of it that came behind is read once more, and then the file is done. */
async function lastSteps(inWork: InWork, place: Place, open: Open): Promise<boolean> {
  const late = await inWork((work) => firstLate(work, place))
  if (!late) return inWork((work) => end(work, place))
  const filed = open.read.products[late.position] ?? { key: '', rows: [] }
  const group = groupOf(open.read, filed)
  try {
    return await inWork(async (work) => {
      if (!(await mine(work, place))) throw new NotMine()
      if (!(await takeLate(work, place, late))) return true
      if (place.trial) await checkLate(work, place, late)
      else await takeGroup(work, group, open.sheet)
      return true
    })
  } catch (error) {
    if (error instanceof NotMine) return false
    const fault = { ...toldOf(error), column: 'related', ...beginningOf(group) }
    return inWork(async (work) => {
      if (!(await takeLate(work, place, late))) return true
      await refuseLate(work, place, late)
      await noteFault(work, { ...place, position: late.position }, fault)
      return true
    })
  }
}

function beginningOf({ key, rows }: Pick<Group, 'key' | 'rows'>) {
  const { line = 0, cells } = rows[0] ?? {}
  return { line, product: key, sku: cells?.get('sku') ?? '' }
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
