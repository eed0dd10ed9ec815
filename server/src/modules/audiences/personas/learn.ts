import { clustersOf, nearest, type Vector } from './clusters.ts'
import type { Feature, Mark, Trial } from './contract.ts'
import { type Behaviour, featuresOf, marksOf, vectorOf } from './features.ts'
import { bestOf, separationOf, stabilityOf } from './quality.ts'

export interface Learning {
  readonly people: readonly Behaviour[]
  readonly seed: string
  /** How many are wanted; as many as fit best, if absent. */
  readonly wanted?: number | undefined
}

export interface Learned {
  readonly features: readonly Feature[]
  readonly trials: readonly Trial[]
  readonly k: number
  /** The largest group first. */
  readonly groups: readonly { readonly centre: Vector; readonly marks: readonly Mark[] }[]
}

/** Numbers of personas that a person can keep in mind. */
const tried = [2, 3, 4, 5, 6, 7, 8]
/** Fewer people than so many for each persona tell nothing. */
export const leastOfEach = 10

/** Finds personas in what people do. A pure function: the same people and seed, the same personas. */
export function learn({ people, seed, wanted }: Learning): Learned {
  const features = featuresOf(people)
  const points = people.map((one) => vectorOf(one, features))
  const numbers = (wanted ? [wanted] : tried).filter((k) => points.length >= k * leastOfEach)
  const found = numbers.map((k) => {
    const clustering = clustersOf(points, k, { seed })
    const separation = separationOf(points, clustering)
    return {
      clustering,
      trial: { k, separation, stability: stabilityOf(points, clustering, seed) },
    }
  })
  const trials = found.map(({ trial }) => trial)
  const best = bestOf(trials)
  const chosen = found.find(({ trial }) => trial === best)?.clustering
  if (!best || !chosen || features.length === 0) throw new Error('too few people to tell apart')
  const groups = chosen.centres.map((centre, place) => ({
    centre,
    people: people.filter((_, index) => chosen.places[index] === place),
  }))
  return {
    features,
    trials,
    k: best.k,
    groups: groups
      .filter((group) => group.people.length > 0)
      .sort((one, other) => other.people.length - one.people.length)
      .map((group) => ({
        centre: group.centre,
        marks: marksOf(group.people, people, features),
      })),
  }
}

/** The place of the group that somebody belongs to. */
export const groupOf = (
  one: Behaviour,
  { features, groups }: Pick<Learned, 'features' | 'groups'>,
) =>
  nearest(
    vectorOf(one, features),
    groups.map(({ centre }) => centre),
  )
