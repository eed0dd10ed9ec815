import { isDeepStrictEqual } from 'node:util'
import { sql } from 'kysely'
import type { Db } from '../../../kernel/database.ts'
import { signal } from '../../../kernel/signals.ts'
import type { Work } from '../../../kernel/work.ts'
import { rowsOf } from '../inbox.ts'
import { createSource } from '../source.ts'
import type { Import, ImportMapping } from './contract.ts'
import { ImportTakenOver, ImportUnfinished, MappingChanged, NotAnImportSource } from './refusals.ts'

/** An import as whoever runs it holds it. */
export interface Running {
  readonly id: string
  readonly sourceId: string
  readonly runner: string
  /** What an earlier run has made durable. */
  readonly line: number
  readonly done: boolean
}

interface Opening {
  readonly source: string
  readonly fileName: string
  readonly hash: string
  readonly lines: number
  readonly mapping: ImportMapping
  readonly basis: string
  readonly resume: boolean
}

/** Opens the book for a file: begins, resumes, or finds that all of it is there already. */
export async function openImport(work: Work, opening: Opening): Promise<Running> {
  const sourceId = await importSource(work, opening.source)
  const runner = work.newId()
  const begun = await work.tx
    .insertInto('thread.import')
    .values({
      id: work.newId(),
      source_id: sourceId,
      file_name: opening.fileName,
      file_hash: opening.hash,
      mapping: JSON.stringify(opening.mapping),
      basis: opening.basis,
      state: 'running',
      runner,
      ...{ lines: opening.lines, line: 0, events: 0, refused: 0, skipped: 0 },
      ...{ started_at: work.now, updated_at: work.now },
    })
    .onConflict((conflict) => conflict.columns(['source_id', 'file_hash']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (begun) return { id: begun.id, sourceId, runner, line: 0, done: false }
  return resume(work, { sourceId, runner, opening })
}

async function resume(
  work: Work,
  { sourceId, runner, opening }: { sourceId: string; runner: string; opening: Opening },
): Promise<Running> {
  const known = await work.tx
    .selectFrom('thread.import')
    .select(['id', 'state', 'line', 'lines', 'mapping'])
    .where('source_id', '=', sourceId)
    .where('file_hash', '=', opening.hash)
    .executeTakeFirstOrThrow()
  const { id, line, lines } = known
  if (known.state === 'done') return { id, sourceId, runner, line, done: true }
  if (!opening.resume) throw new ImportUnfinished({ id, line, lines })
  if (!isDeepStrictEqual(known.mapping, opening.mapping)) throw new MappingChanged({ id })
  const taken = await work.tx
    .updateTable('thread.import')
    .set({ runner, state: 'running', updated_at: work.now })
    .where('id', '=', id)
    .where('state', '<>', 'done')
    .returning('line')
    .executeTakeFirst()
  return { id, sourceId, runner, line: taken?.line ?? line, done: taken === undefined }
}

async function importSource(work: Work, name: string): Promise<string> {
  const known = await work.tx
    .selectFrom('thread.source')
    .select(['id', 'kind'])
    .where('name', '=', name)
    .executeTakeFirst()
  if (!known) return (await createSource(work, { name, kind: 'import' })).id
  if (known.kind !== 'import') throw new NotAnImportSource({ name, kind: known.kind })
  return known.id
}

export interface Portion {
  /** JSON of inbox events. */
  readonly events: readonly string[]
  /** Everything up to this line is in this portion or an earlier one. */
  readonly line: number
  readonly refused: number
  readonly skipped: number
}

/** Makes a portion durable, and with it how far we are. */
export async function append(work: Work, running: Running, portion: Portion): Promise<void> {
  await write(work, running, {
    line: portion.line,
    refused: portion.refused,
    skipped: portion.skipped,
    events: sql<number>`events + ${portion.events.length}`,
  })
  if (portion.events.length === 0) return
  const [counts, bodies] = rowsOf(portion.events)
  await sql`
    insert into thread.inbox (events, body)
    select * from unnest(${counts}::int[], ${bodies}::text[])`.execute(work.tx)
  await signal(work.tx, 'thread.inbox')
}

export const finish = (work: Work, running: Running): Promise<void> =>
  write(work, running, { state: 'done', finished_at: work.now })

export const stop = (work: Work, running: Running): Promise<void> =>
  write(work, running, { state: 'stopped' })

async function write(work: Work, { id, runner }: Running, change: object): Promise<void> {
  const mine = await work.tx
    .updateTable('thread.import')
    .set({ ...change, updated_at: work.now })
    .where('id', '=', id)
    .where('runner', '=', runner)
    .returning('id')
    .executeTakeFirst()
  if (!mine) throw new ImportTakenOver({ id })
}

/** A file that was uploaded is entered with its id before its name. */
export const uploadedName = (id: string, name: string) => `${id}:${name}`

function fileOf(entered: string): { fileName: string; fileId: string | null } {
  const [, fileId, name] = /^([0-9a-f-]{36}):(.*)$/s.exec(entered) ?? []
  return fileId && name ? { fileName: name, fileId } : { fileName: entered, fileId: null }
}

/** All imports, the latest first. */
export async function imports(db: Db): Promise<Import[]> {
  const rows = await db
    .selectFrom('thread.import')
    .innerJoin('thread.source', 'thread.source.id', 'thread.import.source_id')
    .selectAll('thread.import')
    .select('thread.source.name as source_name')
    .orderBy('thread.import.started_at', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    sourceId: row.source_id,
    sourceName: row.source_name,
    ...fileOf(row.file_name),
    state: row.state,
    basis: row.basis,
    ...{ lines: row.lines, line: row.line, events: row.events },
    ...{ refused: row.refused, skipped: row.skipped },
    startedAt: row.started_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
  }))
}
