import { sql } from 'kysely'
import type { Db } from '../src/kernel/database.ts'
import type { TableEntry, Tables } from '../src/kernel/registry.ts'

interface Column {
  table: string
  column: string
  type: string
  nullable: boolean
  identity: boolean
  preset: string | null
}

interface Unique {
  table: string
  name: string
  primary: boolean
  columns: string[]
}

interface Reference {
  table: string
  name: string
  to: string
  columns: string[]
  to_columns: string[]
  on_delete: string
}

/** Every schema that is ours; the queue's own tables stay on one node and are its library's affair. */
const ours = sql.raw(
  `not in ('pg_catalog', 'information_schema', 'pg_toast', 'public', 'graphile_worker')`,
)

/**
 * What in a migrated schema would not survive being spread over many nodes, or tells of a customer
 * without saying what an erasure does with it. The rules are those of docs/decisions/distribution.md.
 */
export async function schemaFaults(db: Db, tables: Tables): Promise<string[]> {
  const [columns, uniques, references, triggers] = await Promise.all([
    columnsOf(db),
    uniquesOf(db),
    referencesOf(db),
    triggersOf(db),
  ])
  const existing = [...new Set(columns.map((column) => column.table))]
  const registered = Object.entries(tables).flatMap(([table, entry]) => [
    ...placementFaults(table, entry, columns, uniques),
    ...(triggers.includes(table) && entry.kind !== 'local' ? [`${table}: trigger (rule 7)`] : []),
  ])
  return [
    ...existing.filter((table) => !(table in tables)).map((table) => `${table}: not registered`),
    ...Object.keys(tables)
      .filter((table) => !existing.includes(table))
      .map((table) => `${table}: registered, but there is no such table`),
    ...existing
      .filter((table) => !uniques.some((unique) => unique.table === table && unique.primary))
      .map((table) => `${table}: no primary key (rule 6)`),
    ...registered,
    ...references.flatMap((reference) => referenceFaults(reference, tables)),
  ]
}

function placementFaults(
  table: string,
  entry: TableEntry,
  columns: readonly Column[],
  uniques: readonly Unique[],
): string[] {
  const own = columns.filter((column) => column.table === table)
  const namesCustomers = own.some(({ column }) => column === 'customer_id')
  const faults =
    namesCustomers && entry.data.holds === 'nothing'
      ? [`${table}: names customers, but says nothing of erasure`]
      : []
  faults.push(...erasureFaults(table, entry, own))
  if (entry.kind !== 'key') return faults
  const without = uniques.filter(
    (one) => one.table === table && !one.columns.includes(entry.column),
  )
  return [
    ...faults,
    ...keyFaults(table, entry.column, own),
    ...without.map(({ name }) => `${table}: ${name} lacks ${entry.column} (rule 2)`),
  ]
}

/** Whether an erasure, an export and the nights of retention find what the registry tells them. */
function erasureFaults(
  table: string,
  { data, aged }: TableEntry,
  own: readonly Column[],
): string[] {
  const columns = own.map(({ column }) => column)
  const missing = (what: string, named: readonly string[]) =>
    named
      .filter((column) => !columns.includes(column))
      .map((column) => `${table}: ${what} by ${column}, which it has not`)
  const ages = aged ? missing('ages', [aged.column]) : []
  if (data.holds === 'nothing') return ages
  const { ids, mentions } = data.found
  const clear = data.holds === 'pseudonymised' ? data.clear : []
  const emptied = own.filter(({ column, nullable }) => clear.includes(column) && !nullable)
  const overlooked = columns.includes('customer_id') && !ids.includes('customer_id')
  return [
    ...ages,
    ...missing('found', [...ids, ...mentions]),
    ...missing('cleared', clear),
    ...emptied.map(({ column }) => `${table}: cleared of ${column}, which may not be null`),
    ...(overlooked ? [`${table}: names customers, but an erasure does not look there`] : []),
  ]
}

function keyFaults(table: string, key: string, columns: readonly Column[]): string[] {
  const column = columns.find((one) => one.column === key)
  if (!column) return [`${table}: no column ${key}`]
  const faults: string[] = []
  if (column.nullable) faults.push(`${table}: ${key} may be null (rule 1)`)
  if (key === 'customer_id' && column.type !== 'uuid')
    faults.push(`${table}: ${key} is no uuid (rule 1)`)
  for (const one of columns) {
    if (one.identity || one.preset?.includes('nextval')) {
      faults.push(`${table}: ${one.column} is a serial (rule 9)`)
    }
  }
  return faults
}

function referenceFaults(reference: Reference, tables: Tables): string[] {
  const { table, name, to, columns, to_columns, on_delete } = reference
  const from = tables[table as keyof Tables]
  const target = tables[to as keyof Tables]
  if (!from || !target) return []
  const faults: string[] = []
  if (from.kind === 'key' && (on_delete === 'n' || on_delete === 'd')) {
    faults.push(`${table}: ${name} sets null or default on delete (rule 5)`)
  }
  if (target.kind === 'key') {
    const paired =
      from.kind === 'key' &&
      from.group === target.group &&
      columns.indexOf(from.column) === to_columns.indexOf(target.column) &&
      columns.includes(from.column)
    if (!paired) faults.push(`${table}: ${name} does not pair the keys of one group (rule 4)`)
  }
  if (target.data.holds !== 'nothing' && ['a', 'r'].includes(on_delete)) {
    faults.push(`${table}: ${name} would hold an erasure up (rule 4)`)
  }
  if (target.data.holds === 'pseudonymised' && on_delete === 'c') {
    faults.push(`${table}: ${name} would take along what an erasure keeps (rule 4)`)
  }
  if (from.kind === 'key' && target.kind === 'local') {
    faults.push(`${table}: ${name} leads from a key table to a local one (rule 4)`)
  }
  return faults
}

const tableName = sql.raw(`n.nspname || '.' || c.relname`)

async function columnsOf(db: Db): Promise<Column[]> {
  const { rows } = await sql<Column>`
    select ${tableName} as table, a.attname as column, format_type(a.atttypid, null) as type,
      not a.attnotnull as nullable, a.attidentity <> '' as identity,
      pg_get_expr(d.adbin, d.adrelid) as preset
    from pg_attribute a
    join pg_class c on c.oid = a.attrelid and c.relkind in ('r', 'p') and not c.relispartition
    join pg_namespace n on n.oid = c.relnamespace and n.nspname ${ours} and n.nspname !~ '^pg_'
    left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where a.attnum > 0 and not a.attisdropped`.execute(db)
  return rows
}

async function uniquesOf(db: Db): Promise<Unique[]> {
  const { rows } = await sql<Unique>`
    select ${tableName} as table, i.relname as name, x.indisprimary as primary,
      array(select a.attname::text from unnest(x.indkey::int[]) with ordinality as k (number, place)
        join pg_attribute a on a.attrelid = c.oid and a.attnum = k.number order by place) as columns
    from pg_index x
    join pg_class c on c.oid = x.indrelid and not c.relispartition
    join pg_class i on i.oid = x.indexrelid
    join pg_namespace n on n.oid = c.relnamespace and n.nspname ${ours} and n.nspname !~ '^pg_'
    where x.indisunique or x.indisexclusion`.execute(db)
  return rows
}

async function referencesOf(db: Db): Promise<Reference[]> {
  const { rows } = await sql<Reference>`
    select ${tableName} as table, f.conname as name, tn.nspname || '.' || t.relname as to,
      array(select a.attname::text from unnest(f.conkey) with ordinality as k (number, place)
        join pg_attribute a on a.attrelid = c.oid and a.attnum = k.number order by place) as columns,
      array(select a.attname::text from unnest(f.confkey) with ordinality as k (number, place)
        join pg_attribute a on a.attrelid = t.oid and a.attnum = k.number order by place) as to_columns,
      f.confdeltype as on_delete
    from pg_constraint f
    join pg_class c on c.oid = f.conrelid
    join pg_namespace n on n.oid = c.relnamespace and n.nspname ${ours}
    join pg_class t on t.oid = f.confrelid
    join pg_namespace tn on tn.oid = t.relnamespace
    where f.contype = 'f'`.execute(db)
  return rows
}

async function triggersOf(db: Db): Promise<string[]> {
  const { rows } = await sql<{ table: string }>`
    select distinct ${tableName} as table
    from pg_trigger g
    join pg_class c on c.oid = g.tgrelid
    join pg_namespace n on n.oid = c.relnamespace and n.nspname ${ours}
    where not g.tgisinternal and g.tgfoid <> 'kernel.unsaid'::regproc`.execute(db)
  return rows.map((row) => row.table)
}

/**
 * What PostgreSQL itself says against spreading a table by its key: a hash-partitioned twin refuses
 * every unique key that lacks it.
 */
export async function partitionFaults(db: Db, tables: Tables): Promise<string[]> {
  const faults: string[] = []
  for (const [table, entry] of Object.entries(tables)) {
    if (entry.kind !== 'key') continue
    const twin = sql`create temporary table twin (like ${sql.table(table)} including indexes including constraints)
      partition by hash (${sql.ref(entry.column)})`
    await db
      .transaction()
      .execute(async (tx) => {
        await twin.execute(tx)
        await sql`drop table twin`.execute(tx)
      })
      .catch((error: Error) => faults.push(`${table}: ${error.message}`))
  }
  return faults
}
