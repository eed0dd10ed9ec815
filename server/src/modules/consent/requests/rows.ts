import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../../kernel/database.ts'
import type { FoundBy, Tables } from '../../../kernel/registry.ts'
import type { Work } from '../../../kernel/work.ts'

/** Who is looked for: all ids of one person, and how texts mention them. */
export interface Sought {
  readonly ids: readonly string[]
  /** Parts of text, as they stand in JSON and elsewhere. */
  readonly traces: readonly string[]
}

/** Tables that tell of customers, with what the registry says of each. */
export const personalTables = (tables: Tables) =>
  Object.entries(tables).flatMap(([table, { data }]) =>
    data.holds === 'nothing' ? [] : [{ table, data }],
  )

/** The rows about a person; undefined where a table names nobody that could be looked for. */
function about(found: FoundBy, { ids, traces }: Sought): RawBuilder<unknown> | undefined {
  const byId =
    ids.length === 0
      ? []
      : found.ids.map((column) => sql`${sql.ref(column)} = any(${[...ids]}::uuid[])`)
  const patterns = traces.map((trace) => `%${trace.replaceAll(/[\\%_]/g, '\\$&')}%`)
  const mentioned =
    traces.length === 0
      ? []
      : found.mentions.map((column) => sql`${sql.ref(column)}::text ilike any(${patterns}::text[])`)
  const all = [...byId, ...mentioned]
  return all.length > 0 ? sql`(${sql.join(all, sql` or `)})` : undefined
}

const portion = 5000

/** An id of nobody's for each id of the person, the same in every table: what belongs together stays so. */
export type Pseudonyms = Readonly<Record<string, string>>

export const drawPseudonyms = (work: Work, ids: readonly string[]): Pseudonyms =>
  Object.fromEntries(ids.map((id) => [id, work.newId()]))

/** Deletes some of the rows about a person; fewer than `all` says that none is left. */
export async function eraseSome(
  work: Work,
  table: string,
  found: FoundBy,
  sought: Sought,
): Promise<{ rows: number; all: boolean }> {
  const where = about(found, sought)
  if (!where) return { rows: 0, all: true }
  const { numAffectedRows = 0n } = await sql`
    delete from ${sql.table(table)} where ${where} and ctid = any(array(
      select ctid from ${sql.table(table)} where ${where} limit ${portion}))`.execute(work.tx)
  const rows = Number(numAffectedRows)
  return { rows, all: rows < portion }
}

/** Empties what names the person, and gives the rows that go on to nobody in particular. */
export async function pseudonymise(
  work: Work,
  table: string,
  { found, clear }: { found: FoundBy; clear: readonly string[] },
  sought: Sought,
  pseudonyms: Pseudonyms,
): Promise<number> {
  const where = about(found, sought)
  if (!where) return 0
  if (found.ids.every((column) => clear.includes(column))) {
    const nulls = clear.map((column) => sql`${sql.ref(column)} = null`)
    const { numAffectedRows = 0n } = await sql`
      update ${sql.table(table)} set ${sql.join(nulls)} where ${where}`.execute(work.tx)
    return Number(numAffectedRows)
  }
  return moveToNobody(work, table, { found, clear }, where, pseudonyms)
}

/** A key is never updated: the rows are taken out and put back under an id that leads nowhere. */
async function moveToNobody(
  work: Work,
  table: string,
  { found, clear }: { found: FoundBy; clear: readonly string[] },
  where: RawBuilder<unknown>,
  pseudonyms: Pseudonyms,
): Promise<number> {
  const { rows } = await sql<{ row: Record<string, unknown> }>`
    delete from ${sql.table(table)} as gone where ${where} returning to_jsonb(gone) as row`.execute(
    work.tx,
  )
  if (rows.length === 0) return 0
  const put = rows.map(({ row }) => ({
    ...row,
    ...Object.fromEntries(clear.map((column) => [column, null])),
    ...Object.fromEntries(found.ids.map((column) => [column, pseudonyms[String(row[column])]])),
  }))
  await sql`
    insert into ${sql.table(table)}
    select * from jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(put)}::jsonb)`.execute(
    work.tx,
  )
  return rows.length
}

/** All rows about a person, as they are. */
export async function rowsAbout(
  db: Db,
  table: string,
  found: FoundBy,
  sought: Sought,
): Promise<Record<string, unknown>[]> {
  const where = about(found, sought)
  if (!where) return []
  const { rows } = await sql<{ row: Record<string, unknown> }>`
    select to_jsonb(found) as row from ${sql.table(table)} as found where ${where}`.execute(db)
  return rows.map(({ row }) => row)
}
