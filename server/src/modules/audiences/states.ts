import type { Profile } from '../thread/events.ts'
import type { ConsentState } from './contract.ts'
import type { LiveAudience } from './definitions.ts'
import type { CustomerState } from './engine/compile.ts'
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

/** The customers of whom those audiences want to know what they agreed to. */
export const askingConsent = (looks: Looks): string[] =>
  [...looks]
    .filter(([, audiences]) => audiences.some(({ compiled }) => compiled.usesConsent))
    .map(([customerId]) => customerId)

export interface Known {
  readonly profiles: ReadonlyMap<string, Profile>
  readonly tallies: TalliesOf
  readonly consents: ReadonlyMap<string, Readonly<Record<string, ConsentState | undefined>>>
}

export function stateOf(customerId: string, { profiles, tallies, consents }: Known): CustomerState {
  const profile = profiles.get(customerId)
  return {
    traits: profile?.traits ?? {},
    firstSeenAt: profile?.firstSeenAt.getTime() ?? longAgo,
    lastSeenAt: profile?.lastSeenAt.getTime() ?? longAgo,
    tallies: tallies.get(customerId) ?? new Map(),
    consents: consents.get(customerId) ?? {},
  }
}

/** Somebody of whom there is no profile was never seen. */
const longAgo = 0
