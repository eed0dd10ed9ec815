import { metresBetween } from '../../shops/index.ts'
import type { Candidate, Criterion, Rules } from './question.ts'

/** A place with what it is compared by; less comes first. */
export interface Ranked {
  readonly place: Candidate
  readonly measures: ReadonlyMap<Criterion, number>
}

/** Places in the order in which they would be asked; those that nothing tells apart stay as they were given. */
export function rank(
  places: readonly Candidate[],
  { by, to }: Rules,
  piecesOf: (place: Candidate) => number,
): Ranked[] {
  const measure: Record<Criterion, (place: Candidate, index: number) => number> = {
    nearest: (place) => distance(place, to),
    'highest-stock': (place) => -piecesOf(place),
    'least-load': ({ load = 0 }) => load,
    'given-order': (_, index) => index + 1,
  }
  const all: readonly Criterion[] = [...by, 'given-order']
  return places
    .map((place, index) => ({
      place,
      measures: new Map(all.map((criterion) => [criterion, measure[criterion](place, index)])),
    }))
    .sort((one, other) => {
      const decides = decidingBetween(one, other)
      return measureOf(one, decides) - measureOf(other, decides)
    })
}

/** The first criterion in which two places differ; none are alike in the last. */
export function decidingBetween(one: Ranked, other: Ranked): Criterion {
  for (const [criterion, value] of one.measures) {
    if (value !== other.measures.get(criterion)) return criterion
  }
  return 'given-order'
}

export const measureOf = ({ measures }: Ranked, criterion: Criterion): number =>
  measures.get(criterion) ?? 0

/** Further than anywhere on earth, for a place that nobody knows where it is. */
const nowhere = 30_000_000

function distance({ latitude, longitude }: Candidate, to: Rules['to']): number {
  if (latitude == null || longitude == null || !to) return nowhere
  const from = { lat: latitude, lon: longitude }
  return Math.round(metresBetween(from, { lat: to.latitude, lon: to.longitude }))
}
