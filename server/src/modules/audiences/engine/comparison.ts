import type { Comparison } from '../comparison-contract.ts'

type Bag = Readonly<Record<string, unknown>>
type Test = (value: unknown) => boolean

/** What lies at a path: one value, or several where the path leads through the items of a list. */
interface Found {
  readonly values: readonly unknown[]
  readonly throughList: boolean
}

/**
 * What lies at `a.b` in a bag of values: the key of that very name, or the value b inside a; where a is
 * a list, the value b of each of its items.
 */
function lookUp(bag: Bag, path: string): Found {
  if (Object.hasOwn(bag, path)) return { values: [bag[path]], throughList: false }
  let values: unknown[] = [bag]
  let throughList = false
  for (const step of path.split('.')) {
    const inner: unknown[] = []
    for (const value of values) {
      if (Array.isArray(value) && !Object.hasOwn(value, step)) {
        throughList = true
        for (const item of value) pushStep(inner, item, step)
      } else pushStep(inner, value, step)
    }
    values = inner
  }
  return { values, throughList }
}

function pushStep(inner: unknown[], value: unknown, step: string): void {
  if (typeof value === 'object' && value !== null && Object.hasOwn(value, step)) {
    inner.push((value as Bag)[step])
  }
}

/** The value at a path; a list of them where the path leads through a list. */
export function valueAt(bag: Bag, path: string): unknown {
  const { values, throughList } = lookUp(bag, path)
  return throughList ? values : values[0]
}

/** Every value at a path that is there; the items of a list one by one. */
export const valuesAt = (bag: Bag, path: string): unknown[] =>
  lookUp(bag, path)
    .values.flat()
    .filter((value) => !isMissing(value))

/** What an equality compares with at a path: every value that is there, as a text. */
export const textsAt = (bag: Bag, path: string): string[] =>
  lookUp(bag, path)
    .values.filter((value) => !isMissing(value))
    .map(text)

export const isMissing = (value: unknown) =>
  value === undefined ||
  value === null ||
  value === '' ||
  (Array.isArray(value) && value.length === 0)

export const text = (value: unknown) =>
  typeof value === 'object' ? JSON.stringify(value) : String(value)

/** The number that a value is or spells, or NaN, which compares as false with everything. */
export function number(value: unknown): number {
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
    case 'in':
      return inSet([given].flat())
    case 'exists':
      return () => true
  }
}

function inSet(given: readonly unknown[]): Test {
  const set = new Set(given.map(text))
  return (value) =>
    Array.isArray(value) ? value.some((item) => set.has(text(item))) : set.has(text(value))
}

/** Compiles one comparison to a total function over a bag of values. */
export function comparing(comparison: Comparison): (bag: Bag) => boolean {
  const { path, op } = comparison
  const test = testOf(comparison)
  const holds = (bag: Bag) => {
    const { values, throughList } = lookUp(bag, path)
    if (throughList && op === 'includes') return test(values)
    return values.some((value) => !isMissing(value) && test(value))
  }
  return op === 'ne' ? (bag) => !holds(bag) : holds
}
