import type { Work } from '../../kernel/work.ts'
import type { Profile } from '../thread/events.ts'
import type { Standing } from './engine/decide.ts'
import { decide } from './engine/decide.ts'
import type { LiveAudience } from './live-audience.ts'
import type { Change } from './membership.ts'
import { restOf } from './rest.ts'
import { unknown } from './standing.ts'
import { stateOf, wantedBy } from './states.ts'
import { talliesOf } from './tallies.ts'

export interface Looked {
  readonly changes: Change[]
  readonly failed: { readonly id: string; readonly reason: string }[]
}

/** Looks at customers without any event: because time has passed, or an audience is being built. */
export async function lookAt(
  work: Work,
  looks: ReadonlyMap<string, readonly LiveAudience[]>,
  profiles: ReadonlyMap<string, Profile>,
  standings: ReadonlyMap<string, Standing>,
): Promise<Looked> {
  const tallies = await talliesOf(
    work.tx,
    wantedBy(looks, () => []),
  )
  const rest = await restOf(work.tx, looks)
  const changes: Change[] = []
  const failed: Looked['failed'] = []
  for (const [customerId, audiences] of looks) {
    const before = standings.get(customerId)
    const state = stateOf(customerId, { profiles, tallies, ...rest })
    const now = work.now.getTime()
    const decision = decide(audiences, customerId, state, before ?? unknown, now)
    changes.push({ customerId, decision, before, until: decision.until })
    failed.push(...decision.failed)
  }
  return { changes, failed }
}
