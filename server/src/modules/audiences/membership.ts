import { sql } from 'kysely'
import { all, type Work } from '../../kernel/work.ts'
import type { Fact } from '../thread/events.ts'
import { plainArray } from './arrays.ts'
import type { Decision, Standing } from './engine/decide.ts'
import { audienceEntered, audienceLeft } from './events.ts'
import type { LiveAudience } from './live-audience.ts'
import { writeStandings } from './standing.ts'

/** What is decided for one customer. */
export interface Change {
  readonly customerId: string
  readonly decision: Pick<Decision, 'entered' | 'left'>
  /** As it was stored, or undefined if it was not. */
  readonly before: Standing | undefined
  /** Until when time alone changes nothing, all audiences considered. */
  readonly until: number
}

/** Writes what changed: from the side of the audiences, and from that of the customers. */
export async function applyChanges(work: Work, changes: readonly Change[]): Promise<void> {
  const memberships = [enter(work, pairs(changes, 'entered')), leave(work, pairs(changes, 'left'))]
  const standings = new Map<string, Standing>()
  for (const change of changes) {
    const { customerId, before, decision } = change
    const moved = decision.entered.length + decision.left.length > 0
    if (moved || before?.until !== change.until) standings.set(customerId, standingAfter(change))
  }
  await all([...memberships, writeStandings(work.tx, standings)])
}

function standingAfter({ before, decision, until }: Change): Standing {
  const audiences = new Set(before?.audiences)
  for (const { number } of decision.entered) audiences.add(number)
  for (const { number } of decision.left) audiences.delete(number)
  return { audiences, until }
}

/** What the thread is told of a change. */
export function factsOf({ customerId, decision }: Change, historical = false): Fact[] {
  const fact = (name: string, { id }: LiveAudience): Fact => ({
    customerId,
    name,
    channel: 'api',
    properties: { audienceId: id },
    ...(historical && { historical }),
  })
  return [
    ...decision.entered.map((audience) => fact(audienceEntered, audience)),
    ...decision.left.map((audience) => fact(audienceLeft, audience)),
  ]
}

type Pair = readonly [customerId: string, audienceId: string]

const pairs = (changes: readonly Change[], side: 'entered' | 'left'): Pair[] =>
  changes.flatMap(({ customerId, decision }) =>
    decision[side].map(({ id }): Pair => [customerId, id]),
  )

async function enter({ tx, now }: Work, entries: readonly Pair[]): Promise<void> {
  if (entries.length === 0) return
  await sql`
    insert into audiences.member (customer_id, audience_id, since)
    select customer_id, audience_id, ${now}
    from unnest(
      ${plainArray(entries.map(([id]) => id))}::uuid[],
      ${plainArray(entries.map(([, id]) => id))}::uuid[])
      as entered (customer_id, audience_id)
    on conflict do nothing`.execute(tx)
}

async function leave({ tx }: Work, leavings: readonly Pair[]): Promise<void> {
  if (leavings.length === 0) return
  await sql`
    delete from audiences.member
    where (customer_id, audience_id) in (
      select * from unnest(
        ${plainArray(leavings.map(([id]) => id))}::uuid[],
        ${plainArray(leavings.map(([, id]) => id))}::uuid[]))`.execute(tx)
}
