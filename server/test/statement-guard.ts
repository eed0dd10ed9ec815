import type { Tables } from '../src/kernel/registry.ts'

/** A statement that is known to read all customers, and may: it says so itself. */
const marked = /\/\* cross-shard \*\//

/**
 * Why a statement would fail, or hurt, once customers live on many nodes: rules 8 to 13 of
 * docs/decisions/distribution.md. Undefined when it may pass.
 */
export function statementFault(statement: string, tables: Tables): string | undefined {
  const sql = statement.toLowerCase().replaceAll('"', '')
  if (/\bwith\s+recursive\b/.test(sql)) return 'recursive CTE (rule 11)'
  if (/\bgrouping\s+sets\b|\brollup\s*\(|\bcube\s*\(/.test(sql)) return 'grouping sets (rule 12)'
  if (/^\s*merge\s+into\b/.test(sql)) return 'MERGE (rule 12)'

  const keyed = Object.entries(tables).flatMap(([table, entry]) =>
    entry.kind === 'key' && mentions(sql, table) ? [{ table, ...entry }] : [],
  )
  if (keyed.length === 0) return undefined
  return (
    keyed.map(({ table, column }) => setFault(sql, table, column)).find(Boolean) ??
    lockFault(sql, keyed) ??
    joinFault(sql, keyed) ??
    existsFault(sql, tables)
  )
}

const mentions = (sql: string, table: string) =>
  new RegExp(`(?<![\\w.])${table.replace('.', '\\.')}(?![\\w.])`).test(sql)

function setFault(sql: string, table: string, column: string): string | undefined {
  const update = new RegExp(`update\\s+(only\\s+)?${table.replace('.', '\\.')}\\b[\\s\\S]*`)
  const set = update.exec(sql)?.[0] ?? onConflictSet(sql, table)
  if (!set) return undefined
  const assigned =
    /\bset\b([\s\S]*?)(\bfrom\b(?!\s+excluded)|\bwhere\b|\breturning\b|$)/.exec(set)?.[1] ?? ''
  if (new RegExp(`(^|,)\\s*${column}\\s*=`).test(assigned)) return `${table}: key moved (rule 8)`
  if (/\b(random|gen_random_uuid|clock_timestamp|nextval)\s*\(/.test(assigned)) {
    return `${table}: volatile function in SET (rule 9)`
  }
  return undefined
}

function onConflictSet(sql: string, table: string): string | undefined {
  const insert = new RegExp(
    `insert\\s+into\\s+${table.replace('.', '\\.')}\\b[\\s\\S]*?on\\s+conflict[\\s\\S]*`,
  )
  return insert.exec(sql)?.[0]
}

interface Keyed {
  readonly table: string
  readonly group: string
  readonly column: string
}

function lockFault(sql: string, keyed: readonly Keyed[]): string | undefined {
  if (!/\bfor\s+(no\s+key\s+)?(update|share)\b/.test(sql)) return undefined
  const [first] = keyed
  const oneOnly = keyed.every(({ column }) => new RegExp(`\\b${column}\\s*=\\s*\\$`).test(sql))
  return oneOnly ? undefined : `${first?.table}: locks over several keys (rule 10)`
}

function joinFault(sql: string, keyed: readonly Keyed[]): string | undefined {
  const groups = new Set(keyed.map(({ group }) => group))
  if (groups.size < 2 || /\bas\s+materialized\b/.test(sql) || marked.test(sql)) return undefined
  return `${keyed.map(({ table }) => table).join(' with ')}: joins groups (rule 11)`
}

function existsFault(sql: string, tables: Tables): string | undefined {
  for (const [, inner] of sql.matchAll(/\bexists\s*\(\s*select\b[^()]*?\bfrom\s+([\w.]+)/g)) {
    if (inner && tables[inner as keyof Tables]?.kind === 'local')
      return `exists(${inner}) (rule 13)`
  }
  return undefined
}
