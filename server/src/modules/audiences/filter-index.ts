import type { Comparison } from './comparison-contract.ts'
import { text, textsAt } from './engine/comparison.ts'
import { linesOf, type Occurrence } from './engine/occurrence.ts'
import type { TallyKind } from './engine/tally.ts'

/** A part of a filter that only few events fulfil: a value that stands at a path, of the event or a line. */
interface Telling {
  readonly of: 'event' | 'line'
  readonly path: string
  readonly values: readonly string[]
}

/**
 * The filtered tallies of one event, found by what the filters ask for: of two thousand that each want
 * another category an event is tried with those of its own.
 */
export class FilterIndex {
  /** Those that say nothing by which they could be found. */
  readonly #tried: TallyKind[] = []
  readonly #byPath = new Map<string, { telling: Telling; kinds: Map<string, TallyKind[]> }>()
  readonly kinds: readonly TallyKind[]

  constructor(kinds: readonly TallyKind[]) {
    this.kinds = kinds
    for (const kind of kinds) {
      const telling = tellingOf(kind)
      if (telling) this.#file(kind, telling)
      else this.#tried.push(kind)
    }
  }

  #file(kind: TallyKind, telling: Telling): void {
    const key = `${telling.of} ${telling.path}`
    const known = this.#byPath.get(key) ?? { telling, kinds: new Map<string, TallyKind[]>() }
    this.#byPath.set(key, known)
    for (const value of telling.values) {
      known.kinds.set(value, [...(known.kinds.get(value) ?? []), kind])
    }
  }

  /** The tallies that count this event. */
  counting(event: Occurrence): TallyKind[] {
    const found = this.#tried.filter(({ fits }) => fits?.(event))
    for (const { telling, kinds } of this.#byPath.values()) {
      const likely = new Set<TallyKind>()
      for (const value of textsIn(event, telling)) {
        for (const kind of kinds.get(value) ?? []) likely.add(kind)
      }
      for (const kind of likely) if (kind.fits?.(event)) found.push(kind)
    }
    return found
  }
}

function textsIn({ properties }: Occurrence, { of, path }: Telling): string[] {
  if (of === 'event') return textsAt(properties, path)
  return linesOf(properties).flatMap((line) => textsAt(line, path))
}

function tellingOf({ where, items }: TallyKind): Telling | undefined {
  const ofEvent = where?.map((comparison) => told('event', comparison)) ?? []
  const ofLine = items?.map((comparison) => told('line', comparison)) ?? []
  return [...ofEvent, ...ofLine].find((telling) => telling !== undefined)
}

/** Lists match a set by their items as well, so only what equals one value tells enough. */
function told(of: Telling['of'], { path, op, value }: Comparison): Telling | undefined {
  return op === 'eq' ? { of, path, values: [text(value)] } : undefined
}
