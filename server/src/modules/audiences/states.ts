import type { Profile } from '../thread/events.ts'
import type { Occurrence } from './engine/occurrence.ts'
import type { CustomerState, StandingConsent } from './engine/state.ts'
import type { LiveAudience } from './live-audience.ts'
import type { TalliesOf, Wanted } from './tallies.ts'

/** Customers, and the audiences that are about to look at them. */
export type Looks = ReadonlyMap<string, readonly Pick<LiveAudience, 'compiled'>[]>

/** The tallies that those audiences ask for, without those whose keys the customer has in `but`. */
export function wantedBy(looks: Looks, but: (customerId: string) => Iterable<string>): Wanted[] {
  const wanted: Wanted[] = []
  for (const [customerId, audiences] of looks) {
    const seen = new Set(but(customerId))
    for (const { compiled } of audiences) {
      for (const { event, filter, key } of compiled.tallies) {
        if (seen.has(key)) continue
        seen.add(key)
        wanted.push({ customerId, event, filter })
      }
    }
  }
  return wanted
}

export interface Known {
  readonly profiles: ReadonlyMap<string, Profile>
  readonly tallies: TalliesOf
  readonly consents: ReadonlyMap<string, Readonly<Record<string, StandingConsent | undefined>>>
  readonly past: ReadonlyMap<string, readonly Occurrence[]>
  readonly lists: ReadonlyMap<string, ReadonlySet<string>>
  readonly personas: ReadonlyMap<string, ReadonlySet<string>>
  readonly predictions: ReadonlyMap<string, CustomerState['predictions']>
}

export function stateOf(customerId: string, known: Known): CustomerState {
  const profile = known.profiles.get(customerId)
  return {
    customerId,
    traits: profile?.traits ?? {},
    timeZone: profile?.timeZone ?? 'UTC',
    firstSeenAt: profile?.firstSeenAt.getTime() ?? longAgo,
    lastSeenAt: profile?.lastSeenAt.getTime() ?? longAgo,
    tallies: known.tallies.get(customerId) ?? none.tallies,
    consents: known.consents.get(customerId) ?? none.consents,
    history: known.past.get(customerId) ?? none.history,
    lists: known.lists.get(customerId) ?? none.lists,
    personas: known.personas.get(customerId) ?? none.personas,
    predictions: known.predictions.get(customerId) ?? none.predictions,
  }
}

const none = {
  tallies: new Map<string, never>(),
  consents: {},
  history: [],
  lists: new Set<string>(),
  personas: new Set<string>(),
  predictions: {},
}

/** Somebody of whom there is no profile was never seen. */
const longAgo = 0
