import { isDeepStrictEqual } from 'node:util'

/** What a case expects, or what was found, by name. */
export type Figures = Readonly<Record<string, unknown>>

/**
 * What differs, of what is expected; within an object, too, only what is expected counts. A name that
 * nobody knows how to find is a fault as well: nothing passes because it was not looked at.
 */
export function faultsOf(expected: Figures, found: Figures): string[] {
  return Object.entries(expected).flatMap(([name, value]) => {
    if (!(name in found)) return [`${name}: there is no such figure`]
    const is = found[name]
    if (isFigures(value) && isFigures(is)) {
      return faultsOf(value, is).map((fault) => `${name}.${fault}`)
    }
    if (isDeepStrictEqual(plain(is), plain(value))) return []
    return [`${name} is ${JSON.stringify(is)}, not ${JSON.stringify(value)}`]
  })
}

const isFigures = (value: unknown): value is Figures =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null))
