import { sql } from 'kysely'
import type { Db } from '../../../kernel/database.ts'
import type { Properties } from '../contract.ts'
import { isObject } from '../json.ts'
import type { EventSchema, FieldRule, PropertyRule, ValueType } from './contract.ts'

const sample = 500
const lookedAt = 200_000
const mostProperties = 60

/** A first schema of an event, as its last ones were: what all had is required. */
export async function inferSchema(db: Db, name: string): Promise<EventSchema> {
  const { rows } = await sql<{ properties: Properties }>`
    select properties from thread.event
    where position > (select position from thread.weaver) - ${lookedAt} and name = ${name}
    order by position desc
    limit ${sample}`.execute(db)
  return { properties: rulesOf(rows.map((row) => row.properties)), closed: false }
}

export function rulesOf(seen: readonly Properties[]): Record<string, PropertyRule> {
  const rules: Record<string, PropertyRule> = {}
  for (const [name, values] of valuesByName(seen)) {
    const rule: PropertyRule = ruleOf(values, seen.length)
    const items = values.flatMap((value) => (Array.isArray(value) ? value : []))
    if (rule.type === 'array' && items.length > 0 && items.every(isObject)) {
      rule.items = Object.fromEntries(
        [...valuesByName(items)].map(([key, inner]) => [key, ruleOf(inner, items.length)]),
      )
    }
    rules[name] = rule
  }
  return rules
}

function valuesByName(seen: readonly Properties[]): Map<string, unknown[]> {
  const values = new Map<string, unknown[]>()
  for (const properties of seen) {
    for (const [name, value] of Object.entries(properties)) {
      if (value === null || value === undefined || name.length > 100) continue
      const known = values.get(name)
      if (known) known.push(value)
      else if (values.size < mostProperties) values.set(name, [value])
    }
  }
  return values
}

function ruleOf(values: readonly unknown[], of: number): FieldRule {
  const [first, ...others] = new Set(values.map(typeOf))
  const type = others.length === 0 ? (first ?? 'any') : 'any'
  return { type, required: values.length === of }
}

function typeOf(value: unknown): ValueType {
  if (Array.isArray(value)) return 'array'
  if (isObject(value)) return 'object'
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return typeof value as ValueType
  }
  return 'any'
}
