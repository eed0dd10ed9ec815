import type { Client } from 'pg'

/** A table of the product with the columns that hold something of their own. */
export interface StoredTable {
  name: string
  columns: string[]
}

/** Where a sequence stands. */
export interface StoredSequence {
  name: string
  value: string
  called: boolean
}

/** Neither PostgreSQL's own schemas nor the queue's, whose jobs are kept as what they ask for. */
const ours = `
  n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'graphile_worker')
  and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')`

/** Every table, those first to which others refer. */
export async function listTables(client: Client): Promise<StoredTable[]> {
  const { rows } = await client.query<StoredTable & { needs: string[] }>(`
    select n.nspname || '.' || c.relname as name,
      (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
      array(select distinct f.confrelid::regclass::text from pg_constraint f
        where f.contype = 'f' and f.conrelid = c.oid and f.confrelid <> c.oid) as needs
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and not c.relispartition and ${ours}
    order by name`)
  return inOrderOfNeed(rows).map(({ name, columns }) => ({ name, columns }))
}

function inOrderOfNeed<Table extends { name: string; needs: string[] }>(tables: Table[]): Table[] {
  const placed: Table[] = []
  const waiting = new Set(tables)
  while (waiting.size > 0) {
    const names = new Set([...waiting].map(({ name }) => name))
    const next = [...waiting].filter(({ needs }) => !needs.some((need) => names.has(need)))
    const [first] = names
    if (next.length === 0) throw new Error(`Tables refer to each other in a circle: ${first} …`)
    for (const table of next) waiting.delete(table)
    placed.push(...next)
  }
  return placed
}

export async function listSequences(client: Client): Promise<StoredSequence[]> {
  const { rows } = await client.query<{ name: string }>(`
    select n.nspname || '.' || c.relname as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'S' and ${ours} order by name`)
  const states = rows.map(async ({ name }) => {
    const state = await client.query(
      `select last_value::text as value, is_called as called from ${quoted(name)}`,
    )
    return { name, ...state.rows[0] }
  })
  return Promise.all(states)
}

/** `schema.table` as SQL. */
export function quoted(name: string): string {
  return name
    .split('.')
    .map((part) => `"${part.replaceAll('"', '""')}"`)
    .join('.')
}

export function columnList({ columns }: StoredTable): string {
  return columns.map((column) => quoted(column)).join(', ')
}

/** How values are written as text: the same whatever the server's own settings are. */
export const plainText = `
  set client_encoding = 'UTF8'; set datestyle = 'ISO'; set timezone = 'UTC';
  set extra_float_digits = 3; set intervalstyle = 'postgres'; set bytea_output = 'hex';
  set statement_timeout = 0; set idle_in_transaction_session_timeout = 0`
