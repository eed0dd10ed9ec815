import { createHash } from 'node:crypto'
import type { Properties } from '../contract.ts'
import { idText, isObject } from '../json.ts'
import type { HookField, HookMapping } from './contract.ts'

/** What came: the JSON, and the headers that a mapping may ask for. */
export interface HookPayload {
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
}

/** The event of the Segment HTTP API that a payload means; `skipped` when it is none, on purpose. */
export function mapPayload(mapping: HookMapping, payload: HookPayload): Properties | 'skipped' {
  const { type, channel, names, onlyNamed, products } = mapping
  const read = (field: HookField | undefined) => field && readField(field, payload.body, payload)
  const theirs = idText(read(mapping.event))
  if (onlyNamed && (theirs === undefined || !(theirs in names))) return 'skipped'
  const properties = fieldsOf(mapping.properties, payload.body, payload)
  if (products) {
    const list = valueAt(products.path, payload.body, payload)
    const entries = Array.isArray(list) ? list : []
    properties.products = entries.map((entry) => fieldsOf(products.fields, entry, payload))
  }
  return stated({
    type,
    event: theirs === undefined ? undefined : (names[theirs] ?? theirs),
    userId: idText(read(mapping.userId)),
    anonymousId: idText(read(mapping.anonymousId)),
    messageId: idText(read(mapping.messageId)) ?? hashOf(payload.body),
    timestamp: read(mapping.timestamp),
    ...(type === 'identify' ? { traits: properties } : { properties }),
    context: { channel },
  })
}

function fieldsOf(
  fields: Readonly<Record<string, HookField>>,
  root: unknown,
  payload: HookPayload,
): Properties {
  return stated(
    Object.fromEntries(
      Object.entries(fields).map(([name, field]) => [name, readField(field, root, payload)]),
    ),
  )
}

function readField(field: HookField, root: unknown, payload: HookPayload): unknown {
  if ('value' in field) return field.value
  const value = valueAt(field.path, root, payload)
  if (field.as === 'text') return idText(value)
  if (field.as === 'number') return numberOf(value)
  return value ?? undefined
}

/** Prices come as texts as often as not; what is no number stays what it was, and the plan may say so. */
function numberOf(value: unknown): unknown {
  if (typeof value !== 'string' || value.trim() === '') return value ?? undefined
  const number = Number(value.trim())
  return Number.isFinite(number) ? number : value
}

function valueAt(path: string, root: unknown, { headers }: HookPayload): unknown {
  if (path.startsWith('@')) return headers[path.slice(1).toLowerCase()]
  let value = root
  for (const [, name, place] of path.matchAll(/([^.[\]]+)|\[(\d+)\]/g)) {
    if (place !== undefined) value = Array.isArray(value) ? value[Number(place)] : undefined
    else if (name !== undefined)
      value = isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined
  }
  return value
}

const stated = (values: Properties): Properties =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))

/** A payload without a number of its own is known by what it says. */
const hashOf = (body: unknown) =>
  `hook:${createHash('sha256').update(JSON.stringify(body)).digest('hex').slice(0, 40)}`
