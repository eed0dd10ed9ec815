import { isDeepStrictEqual } from 'node:util'
import type { Found, FoundPerson } from './found.ts'
import type { Case, Cluster, Expectation } from './schema.ts'
import { messageIdOf } from './steps.ts'

/** Everything in which what was found is not what a case expects, a line each. */
export function faultsIn({ expect, steps }: Case, found: Found): string[] {
  const matched = expect.clusters.map((cluster) =>
    found.people.find((person) => setsEqual(person.ids, cluster.ids)),
  )
  const messageIds = steps.map(messageIdOf)
  return [
    ...clusterFaults(expect, matched, found),
    ...expect.clusters.flatMap((cluster, index) => {
      const person = matched[index]
      return person ? personFaults(cluster, person, found, messageIds) : []
    }),
    ...eventFaults(expect, matched, found, messageIds),
    ...otherFaults(expect, found),
  ]
}

const setsEqual = (one: readonly string[], other: readonly string[]) =>
  isDeepStrictEqual(one.toSorted(), other.toSorted())

const list = (ids: readonly string[]) => `{${ids.toSorted().join(', ')}}`

function clusterFaults(
  { clusters, notTogether }: Expectation,
  matched: readonly (FoundPerson | undefined)[],
  { people }: Found,
): string[] {
  const missing = clusters.filter((_, index) => !matched[index])
  const extra = people.filter((person) => !matched.includes(person))
  return [
    ...missing.map(({ ids }) => `expected a person ${list(ids)}`),
    ...extra.map(({ ids }) => `found a person    ${list(ids)}`),
    ...notTogether.flatMap((ids) =>
      people
        .filter((person) => ids.every((id) => person.ids.includes(id)))
        .map(() => `${list(ids)} must not be one person`),
    ),
  ]
}

function personFaults(
  { ids, traits = {}, consent = {}, eventCount, visits, survivorOf }: Cluster,
  person: FoundPerson,
  { events }: Found,
  messageIds: readonly string[],
): string[] {
  const of = list(ids)
  const faults: string[] = []
  for (const [name, value] of Object.entries(traits)) {
    const own = person.traits[name]
    if (!isDeepStrictEqual(own, value))
      faults.push(`${of}: trait ${name} is ${json(own)}, not ${json(value)}`)
  }
  for (const [channel, state] of Object.entries(consent)) {
    const own = person.consent[channel] ?? 'unknown'
    if (own !== state) faults.push(`${of}: consent ${channel} is ${own}, not ${state}`)
  }
  if (eventCount !== undefined && eventCount !== person.events) {
    faults.push(`${of}: ${person.events} events, not ${eventCount}`)
  }
  if (visits !== undefined && visits !== person.visits) {
    faults.push(`${of}: ${person.visits} visits, not ${visits}`)
  }
  if (survivorOf !== undefined) {
    const first = events.get(messageIds[survivorOf] ?? '')?.side
    if (first !== person.id) faults.push(`${of}: the profile of step ${survivorOf} did not survive`)
  }
  return faults
}

function eventFaults(
  { eventProfile = [], eventsKept, clusters }: Expectation,
  matched: readonly (FoundPerson | undefined)[],
  { events }: Found,
  messageIds: readonly string[],
): string[] {
  const faults = eventProfile.flatMap((cluster, index) => {
    const person = events.get(messageIds[index] ?? '')?.person ?? null
    const wanted = cluster === null ? null : matched[cluster]?.id
    if (person === wanted) return []
    const place = matched.findIndex((one) => one?.id === person)
    const is = person === null ? 'nobody’s' : `of ${list(clusters[place]?.ids ?? ['another'])}`
    const should = cluster === null ? 'nobody’s' : `of ${list(clusters[cluster]?.ids ?? [])}`
    return [`event ${index} is ${is}, not ${should}`]
  })
  if (eventsKept !== undefined && eventsKept !== events.size) {
    faults.push(`${events.size} events kept, not ${eventsKept}`)
  }
  return faults
}

function otherFaults(expect: Expectation, { people, warnings, merges }: Found): string[] {
  const { absentTraits, consentUnknown, warnings: wanted } = expect
  const faults = wanted
    .filter((code) => !warnings.has(code))
    .map((code) => `no warning ${code} (${[...warnings].join(', ') || 'none at all'})`)
  if (expect.merges !== undefined && expect.merges !== merges) {
    faults.push(`${merges} merges, not ${expect.merges}`)
  }
  for (const name of absentTraits) {
    if (people.some(({ traits }) => name in traits)) faults.push(`trait ${name} is still there`)
  }
  const channels =
    consentUnknown === true ? ['email', 'sms', 'push'] : [consentUnknown || []].flat()
  for (const channel of channels) {
    if (people.some(({ consent }) => channel in consent)) faults.push(`consent ${channel} is known`)
  }
  return faults
}

const json = (value: unknown) => JSON.stringify(value) ?? 'absent'
