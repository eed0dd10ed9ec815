import type { Db } from '../../kernel/database.ts'
import { profileOf } from '../customers/index.ts'
import { rowOf } from './audience-row.ts'
import type { Condition } from './condition-contract.ts'
import { compileAmong } from './conditions.ts'
import type { Why } from './contract.ts'
import type { Compiled } from './engine/compile.ts'
import type { CustomerState } from './engine/state.ts'
import { countAgain } from './recount.ts'
import { CustomerUnknown } from './refusals.ts'
import { restOf } from './rest.ts'
import { stateOf, wantedBy } from './states.ts'
import { talliesOf } from './tallies.ts'

/** Why somebody is in an audience, or not: each leaf, what was found, and when time will change it. */
export async function why(db: Db, audienceId: string, id: string, now: Date): Promise<Why> {
  const { condition, state: life } = await rowOf(db, audienceId)
  const profile = await profileOf(db, id)
  if (!profile) throw new CustomerUnknown({ id })
  const { customerId } = profile
  const compiled = await compileAmong(db, condition)
  const looks = new Map([[customerId, [{ compiled }]]])
  // Only a live audience has all that it needs counted beforehand.
  const tallies =
    life === 'live'
      ? await talliesOf(
          db,
          wantedBy(looks, () => []),
        )
      : await countAgain(db, [customerId], compiled.tallies)
  const rest = await restOf(db, looks)
  const profiles = new Map([[customerId, profile]])
  const member = await db
    .selectFrom('audiences.member')
    .select('since')
    .where('customer_id', '=', customerId)
    .where('audience_id', '=', audienceId)
    .executeTakeFirst()
  const state = stateOf(customerId, { profiles, tallies, ...rest })
  return { ...explain(compiled, state, now), since: member?.since.toISOString() ?? null }
}

function explain(compiled: Compiled, state: CustomerState, now: Date): Omit<Why, 'since'> {
  const moment = now.getTime()
  return {
    is: compiled.evaluate(state, moment).is,
    changesAt: momentText(nextChange(compiled, state, moment)),
    leaves: compiled.leaves.map(({ place, leaf, denied, evaluate, found }) => {
      const { is, until } = evaluate(state, moment)
      return {
        place,
        denied,
        leaf: leaf satisfies Condition,
        is,
        found: found(state, moment),
        changesAt: momentText(until),
      }
    }),
  }
}

/** A verdict may name a moment at which a part changes and the whole does not: looks on from there. */
function nextChange({ evaluate }: Compiled, state: CustomerState, now: number): number {
  let verdict = evaluate(state, now)
  const { is } = verdict
  while (Number.isFinite(verdict.until)) {
    const next = verdict.until
    verdict = evaluate(state, next)
    if (verdict.is !== is) return next
  }
  return Number.POSITIVE_INFINITY
}

const momentText = (moment: number) =>
  Number.isFinite(moment) ? new Date(moment).toISOString() : null
