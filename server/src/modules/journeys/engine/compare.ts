import type { Comparison, EventMatch } from '../condition-contract.ts'
import type { Heard, Properties } from './run.ts'

/** What lies at a path such as `cart.total` or `products.0.sku`, or undefined. */
export function valueAt(subject: Properties, path: string): unknown {
  let value: unknown = subject
  for (const part of path.split('.')) {
    if (!(value instanceof Object) || !Object.hasOwn(value, part)) return undefined
    value = (value as Properties)[part]
  }
  return value
}

/** Of a missing value everything is false but `ne`, `missing` and `empty`. */
export function holds(comparison: Comparison, subject: Properties): boolean {
  const found = valueAt(subject, comparison.path)
  const { value } = comparison
  switch (comparison.is) {
    case 'exists':
      return !isMissing(found)
    case 'missing':
      return isMissing(found)
    case 'empty':
      return isEmpty(found)
    case 'filled':
      return !isEmpty(found)
    case 'ne':
      return isMissing(found) || !isSame(found, value)
    case 'eq':
      return !isMissing(found) && isSame(found, value)
    case 'contains':
      return contains(found, value)
    default:
      return compares(comparison.is, found, value)
  }
}

export function matches(match: EventMatch, fact: Heard): boolean {
  return fact.name === match.event && match.where.every((test) => holds(test, fact.properties))
}

const isMissing = (value: unknown) => value === undefined || value === null
const isEmpty = (value: unknown) =>
  isMissing(value) || value === '' || (Array.isArray(value) && value.length === 0)

/** As text, so that an order number is the same whether a source sent it as 100 or as "100". */
const isSame = (found: unknown, value: unknown) => asText(found) === asText(value)

function asText(value: unknown): string | undefined {
  if (value instanceof Object || isMissing(value)) return undefined
  return String(value)
}

function contains(found: unknown, value: unknown): boolean {
  if (Array.isArray(found)) return found.some((one) => isSame(one, value))
  return typeof found === 'string' && found.includes(String(value))
}

function compares(is: 'gt' | 'gte' | 'lt' | 'lte', found: unknown, value: unknown): boolean {
  const order = compareValues(found, value)
  if (order === undefined) return false
  if (is === 'gt') return order > 0
  if (is === 'gte') return order >= 0
  return is === 'lt' ? order < 0 : order <= 0
}

/** Numbers as numbers, even when given as text; other text (ISO dates among it) by its characters. */
function compareValues(found: unknown, value: unknown): number | undefined {
  const [left, right] = [asNumber(found), asNumber(value)]
  if (left !== undefined && right !== undefined) return left - right
  if (typeof found !== 'string' || typeof value !== 'string' || found === '') return undefined
  return found < value ? -1 : Number(found > value)
}

export function asNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  if (typeof value !== 'string' || value.trim() === '') return undefined
  const number = Number(value)
  return Number.isFinite(number) ? number : undefined
}

/** A key as it is kept: the same cart whether a source sends its number as 7 or as "7". */
export function keyAt(properties: Properties, path: string): string | undefined {
  const text = asText(valueAt(properties, path))
  return text && text.length <= 200 ? text : undefined
}
