import type { Comparison } from '../contract.ts'

type Bag = Readonly<Record<string, unknown>>
type Test = (value: unknown) => boolean

/** What lies at `a.b` in a bag of values: the key of that very name, or the value b inside a. */
export function valueAt(bag: Bag, path: string): unknown {
  if (Object.hasOwn(bag, path)) return bag[path]
  let value: unknown = bag
  for (const step of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined
    value = (value as Bag)[step]
  }
  return value
}

const isMissing = (value: unknown) =>
  value === undefined ||
  value === null ||
  value === '' ||
  (Array.isArray(value) && value.length === 0)

const text = (value: unknown) => (typeof value === 'object' ? JSON.stringify(value) : String(value))

/** The number that a value is or spells, or NaN, which compares as false with everything. */
function number(value: unknown): number {
  if (typeof value === 'number') return value
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN
}

const has = (value: unknown, wanted: string) =>
  Array.isArray(value) && value.some((item) => text(item) === wanted)

/** People who type a name do not think of capitals. */
const folded = (value: unknown) => text(value).toLowerCase()

function testOf({ op, value: given }: Comparison): Test {
  const wanted = text(given)
  const limit = number(given)
  const part = folded(given)
  switch (op) {
    case 'eq':
    case 'ne':
      return (value) => text(value) === wanted
    case 'gt':
      return (value) => number(value) > limit
    case 'gte':
      return (value) => number(value) >= limit
    case 'lt':
      return (value) => number(value) < limit
    case 'lte':
      return (value) => number(value) <= limit
    case 'contains':
      return (value) => folded(value).includes(part)
    case 'startsWith':
      return (value) => folded(value).startsWith(part)
    case 'includes':
      return (value) => has(value, wanted)
    case 'exists':
      return () => true
  }
}

/** Compiles one comparison to a total function over a bag of values. */
export function comparing(comparison: Comparison): (bag: Bag) => boolean {
  const { path, op } = comparison
  const test = testOf(comparison)
  const holds = (bag: Bag) => {
    const value = valueAt(bag, path)
    return !isMissing(value) && test(value)
  }
  return op === 'ne' ? (bag) => !holds(bag) : holds
}
