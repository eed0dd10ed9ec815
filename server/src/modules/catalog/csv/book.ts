import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import { sql } from 'kysely'
import type { Db } from '../../../kernel/database.ts'
import { signal } from '../../../kernel/signals.ts'
import type { InWork, Work } from '../../../kernel/work.ts'
import { CsvFileEnded, CsvFileUnknown } from '../refusals.ts'
import type { CsvFault, CsvFile, CsvFileDetail, RefusedLines } from './contract.ts'
import { sheetOf } from './export.ts'
import { inUtf8, type Read, readCsv } from './lines.ts'
import '../tables.ts'

/** Wakes whoever reads files. */
export const fileWaits = 'catalog.csv'

const zip = promisify(gzip)
const unzip = promisify(gunzip)
/** After so long a file and its refused lines are nobody's any more. */
const keptDays = 90
const shownFaults = 50
const nothing = { position: 0, added: 0, changed: 0, unchanged: 0, refused: 0, refusal: null }

/** Keeps a file and begins its trial; one that cannot be read at all is refused. */
export async function addFile(
  { db, inWork }: { db: Db; inWork: InWork },
  name: string,
  sent: Buffer,
): Promise<string> {
  const body = inUtf8(sent)
  const { lines, products } = await readCsv(body, await sheetOf(db))
  const zipped = await zip(body)
  return inWork(async ({ tx, now, newId }) => {
    await sql`
      delete from catalog.csv_file where state <> 'running'
      and updated_at < ${now}::timestamptz - make_interval(days => ${keptDays})`.execute(tx)
    const id = newId()
    await tx
      .insertInto('catalog.csv_file')
      .values({
        ...{ id, name, body: zipped, trial: true, state: 'running', ...nothing },
        ...{ lines, products: products.length, uploaded_at: now, updated_at: now },
      })
      .execute()
    await signal(tx, fileWaits)
    return id
  })
}

/** Begins to bring a file in after its trial, or goes on where it stopped. */
export async function startFile(work: Work, id: string): Promise<CsvFile> {
  const { tx, now } = work
  const file = await lockedFile(work, id)
  if (!file.trial && file.state !== 'stopped') throw new CsvFileEnded({ id })
  if (file.trial) {
    await tx.deleteFrom('catalog.csv_fault').where('file_id', '=', id).execute()
    await tx.deleteFrom('catalog.csv_late').where('file_id', '=', id).execute()
  }
  const row = await tx
    .updateTable('catalog.csv_file')
    .set({
      ...(file.trial && nothing),
      ...{ trial: false, state: 'running', refusal: null, updated_at: now },
    })
    .where('id', '=', id)
    .returning(shown)
    .executeTakeFirstOrThrow()
  await signal(tx, fileWaits)
  return told(row)
}

/** Lets the product in hand be done, and no other begin. */
export async function stopFile(work: Work, id: string): Promise<CsvFile> {
  const file = await lockedFile(work, id)
  if (file.state !== 'running') throw new CsvFileEnded({ id })
  const row = await work.tx
    .updateTable('catalog.csv_file')
    .set({ state: 'stopped', updated_at: work.now })
    .where('id', '=', id)
    .returning(shown)
    .executeTakeFirstOrThrow()
  return told(row)
}

/** Waits for the product in hand, whose transaction holds the row. */
async function lockedFile({ tx }: Work, id: string) {
  const file = await tx
    .selectFrom('catalog.csv_file')
    .select(['trial', 'state'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!file) throw new CsvFileUnknown({ id })
  return file
}

export async function csvFiles(db: Db): Promise<CsvFile[]> {
  const rows = await db
    .selectFrom('catalog.csv_file')
    .select(shown)
    .orderBy('uploaded_at', 'desc')
    .orderBy('id', 'desc')
    .limit(50)
    .execute()
  return rows.map(told)
}

export async function csvFile(db: Db, id: string): Promise<CsvFileDetail> {
  const row = await db
    .selectFrom('catalog.csv_file')
    .select(shown)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw new CsvFileUnknown({ id })
  const faults = await faultsOf(db, id, shownFaults)
  return { ...told(row), faults: faults.map(({ position: _, ...fault }) => fault) }
}

/** What was not taken, as it stands in the file. */
export async function refusedLines(db: Db, id: string): Promise<RefusedLines> {
  const { columns, products } = await fileRead(db, id)
  const faults = await faultsOf(db, id)
  return {
    columns: [...columns],
    faults: faults.map(({ position, ...fault }) => ({
      ...fault,
      rows: (products[position]?.rows ?? []).map(({ line, record }) => ({
        ...{ line, cells: [...record] },
      })),
    })),
  }
}

/** A file's products by the catalogue's columns of now. */
export async function fileRead(db: Db, id: string): Promise<Read> {
  const file = await db
    .selectFrom('catalog.csv_file')
    .select('body')
    .where('id', '=', id)
    .executeTakeFirst()
  if (!file) throw new CsvFileUnknown({ id })
  return readCsv(await unzip(file.body), await sheetOf(db))
}

async function faultsOf(
  db: Db,
  id: string,
  limit?: number,
): Promise<(CsvFault & { position: number })[]> {
  const rows = db
    .selectFrom('catalog.csv_fault')
    .select(['position', 'line', 'product', 'sku', 'column', 'reason', 'details'])
    .where('file_id', '=', id)
    .orderBy('position')
  return (limit ? rows.limit(limit) : rows).execute()
}

const shown = [
  ...(['id', 'name', 'trial', 'state', 'products', 'lines', 'position'] as const),
  ...(['added', 'changed', 'unchanged', 'refused', 'refusal'] as const),
  ...(['uploaded_at', 'updated_at'] as const),
] as const

type Shown = Omit<CsvFile, 'uploadedAt' | 'updatedAt'> & { uploaded_at: Date; updated_at: Date }

const told = ({ uploaded_at, updated_at, ...rest }: Shown): CsvFile => ({
  ...rest,
  uploadedAt: uploaded_at.toISOString(),
  updatedAt: updated_at.toISOString(),
})
