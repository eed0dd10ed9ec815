import { sql } from 'kysely'
import type { Logger } from 'pino'
import type { Db } from '../../kernel/database.ts'
import type { Loop } from '../../kernel/loops.ts'
import { signal } from '../../kernel/signals.ts'
import type { InWork, Work } from '../../kernel/work.ts'
import { membersOf } from '../audiences/index.ts'
import { brand } from '../team/index.ts'
import { record } from '../thread/index.ts'
import { openJourneys } from './catalogue.ts'
import type { Definition } from './definition-contract.ts'
import { offered } from './engine/plan.ts'
import { nextBeat } from './engine/rhythm.ts'
import type { ScheduleEntry } from './entry-contract.ts'
import './tables.ts'

/** A round that nobody began for so long (the house was shut, a copy restored) is left out. */
const lateMs = 24 * 3_600_000
const portion = 500

/** Notes when the audience of a journey is let in next; a moment that has just passed is now. */
export async function beginRounds(work: Work, journeyId: string, { entry }: Definition) {
  await work.tx.deleteFrom('journeys.round').where('journey_id', '=', journeyId).execute()
  if (entry.kind !== 'schedule') return
  const justNow = new Date(work.now.getTime() - 60_000)
  const next = nextBeat(entry.rhythm, await zoneFor(work, entry), justNow)
  if (!next) return
  await work.tx
    .insertInto('journeys.round')
    .values({ journey_id: journeyId, next_at: next, after: null })
    .execute()
  await signal(work.tx, 'journeys.rounds')
}

const zoneFor = async ({ tx }: Work, { zone }: ScheduleEntry) => zone ?? (await brand(tx)).timeZone

/** Lets audiences in at the set times, a portion of people in a transaction. */
export const roundsLoop = (inWork: InWork, log: Logger): Loop => ({
  name: 'journeys/rounds',
  wakeOn: ['journeys.rounds'],
  nextAt: nextRoundAt,
  run: () => inWork((work) => goRound(work, log)),
})

async function goRound(work: Work, log: Logger): Promise<boolean> {
  const round = await work.tx
    .selectFrom('journeys.round')
    .selectAll()
    .where('next_at', '<=', work.now)
    .orderBy('next_at')
    .limit(1)
    .executeTakeFirst()
  if (!round) return false
  const { journey_id, next_at, after } = round
  const journey = (await openJourneys(work.tx)).find(({ id }) => id === journey_id)
  const entry = journey?.published?.definition.entry
  if (!journey || entry?.kind !== 'schedule') throw new Error(`${journey_id} has no rhythm`)
  const isLate = after === null && work.now.getTime() - next_at.getTime() > lateMs
  if (isLate || !journey.isOpen) {
    log.warn({ journey: journey_id, at: next_at, isLate }, 'a round was left out')
    await moveOn(work, round, entry, null)
    return true
  }
  const { members, next } = await membersOf(work.tx, entry.audienceId, {
    limit: portion,
    after: after ?? undefined,
  })
  if (!(await moveOn(work, round, entry, next))) return true
  const at = next_at.toISOString()
  await record(
    work,
    members.map(({ customerId }) => ({
      ...{ customerId, name: offered, channel: 'api' as const },
      messageId: `journey round ${journey_id} ${at} ${customerId}`,
      properties: { journeyId: journey_id, by: 'schedule', properties: { round: at } },
    })),
  )
  return true
}

interface Round {
  readonly journey_id: string
  readonly next_at: Date
  readonly after: string | null
}

/** To the next portion, or the next round; false where another did. */
async function moveOn(work: Work, round: Round, entry: ScheduleEntry, after: string | null) {
  const { journey_id, next_at } = round
  const next = after ? next_at : nextBeat(entry.rhythm, await zoneFor(work, entry), work.now)
  const same = sql`journey_id = ${journey_id} and next_at = ${next_at}
    and after is not distinct from ${round.after}`
  const { rows } = next
    ? await sql`update journeys.round set after = ${after}, next_at = ${next}
        where ${same} returning journey_id`.execute(work.tx)
    : await sql`delete from journeys.round where ${same} returning journey_id`.execute(work.tx)
  return rows.length > 0
}

export async function nextRoundAt(db: Db): Promise<Date | undefined> {
  const first = await db
    .selectFrom('journeys.round')
    .select('next_at')
    .orderBy('next_at')
    .limit(1)
    .executeTakeFirst()
  return first?.next_at
}
