import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import type { Loop } from '../../kernel/loops.ts'
import type { InWork, Work } from '../../kernel/work.ts'
import { profilesOf } from '../customers/index.ts'
import type { Profile } from '../thread/events.ts'
import { record } from '../thread/index.ts'
import { type OpenJourney, openJourneys } from './catalogue.ts'
import { nextAppointment } from './engine/appointments.ts'
import { offered } from './engine/plan.ts'
import type { DateEntry } from './entry-contract.ts'
import './tables.ts'

/** A date that passed while nobody worked is kept for so long, then let go: no wishes after the feast. */
const lateMs = 24 * 3_600_000
const portion = 500

interface DateJourney {
  readonly id: string
  readonly entry: DateEntry
}

/** The journeys that people enter on a date of theirs. */
export function dateJourneys(journeys: readonly OpenJourney[]): DateJourney[] {
  return journeys.flatMap(({ id, isOpen, published }) => {
    const entry = published?.definition.entry
    return isOpen && entry?.kind === 'date' ? [{ id, entry }] : []
  })
}

/** Notes when the dates of these customers, by final id, come next. */
export async function keepDates(
  work: Work,
  journeys: readonly DateJourney[],
  customerIds: readonly string[],
): Promise<void> {
  if (journeys.length === 0 || customerIds.length === 0) return
  const profiles = await profilesOf(work.tx, customerIds)
  await noteDates(work, journeys, [...new Map(profiles).values()])
}

export async function noteDates(
  work: Work,
  journeys: readonly DateJourney[],
  people: readonly Profile[],
) {
  const each = new Map(people.map((profile) => [profile.customerId, profile]))
  const rows = journeys.flatMap(({ id, entry }) =>
    [...each.values()].flatMap(({ customerId, traits, timeZone }) => {
      const at = nextAppointment(entry, traits, timeZone, work.now)
      return at ? [{ customer_id: customerId, journey_id: id, at }] : []
    }),
  )
  const ids = [...each.keys()]
  const journeyIds = journeys.map(({ id }) => id)
  await sql`
    delete from journeys.appointment
    where customer_id = any(${ids}::uuid[]) and journey_id = any(${journeyIds}::uuid[])`.execute(
    work.tx,
  )
  if (rows.length === 0) return
  await sql`
    insert into journeys.appointment (customer_id, journey_id, at)
    select customer_id, journey_id, at from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as new (customer_id uuid, journey_id uuid, at timestamptz)
    on conflict (customer_id, journey_id) do update set at = excluded.at`.execute(work.tx)
}

/** Forgets the dates of ids that lead to somebody else by now. */
export async function dropDates(work: Work, customerIds: readonly string[]): Promise<void> {
  await sql`
    delete from journeys.appointment
    where customer_id = any(${[...customerIds]}::uuid[])`.execute(work.tx)
}

/** Lets those in whose day has come. */
export const datesLoop = (inWork: InWork): Loop => ({
  name: 'journeys/dates',
  wakeOn: [],
  nextAt: nextDateAt,
  untold: true,
  run: () => inWork(keepAppointments),
})

async function keepAppointments(work: Work): Promise<boolean> {
  let found = false
  for (const journey of dateJourneys(await openJourneys(work.tx))) {
    const { rows } = await sql<{ customer_id: string; at: Date }>`
      select customer_id, at from journeys.appointment
      where journey_id = ${journey.id} and at <= ${work.now} order by at limit ${portion}`.execute(
      work.tx,
    )
    if (rows.length === 0) continue
    found = true
    await letIn(work, journey, rows)
  }
  return found
}

/** Of two who keep the same appointment, one finds it kept. */
async function letIn(
  work: Work,
  { id, entry }: DateJourney,
  due: readonly { customer_id: string; at: Date }[],
): Promise<void> {
  const ids = due.map(({ customer_id }) => customer_id)
  const { rows } = await sql<{ customer_id: string; at: Date }>`
    delete from journeys.appointment
    where customer_id = any(${ids}::uuid[]) and journey_id = ${id} and at <= ${work.now}
    returning customer_id, at`.execute(work.tx)
  const profiles = await profilesOf(
    work.tx,
    rows.map(({ customer_id }) => customer_id),
  )
  const people = rows.flatMap(({ customer_id, at }) => {
    const profile = profiles.get(customer_id)
    return profile ? [{ profile, at }] : []
  })
  const inTime = people.filter(({ at }) => work.now.getTime() - at.getTime() < lateMs)
  await record(
    work,
    inTime.map(({ profile, at }) => ({
      ...{ customerId: profile.customerId, name: offered, channel: 'api' as const },
      properties: { journeyId: id, by: 'date', properties: { date: at.toISOString() } },
    })),
  )
  await noteDates(
    work,
    [{ id, entry }],
    people.map(({ profile }) => profile),
  )
}

/** When the next date comes of a customer in a journey that is open. */
export async function nextDateAt(db: Db): Promise<Date | undefined> {
  const times: number[] = []
  for (const { id } of dateJourneys(await openJourneys(db))) {
    const first = await db
      .selectFrom('journeys.appointment')
      .select('at')
      .where('journey_id', '=', id)
      .orderBy('at')
      .limit(1)
      .executeTakeFirst()
    if (first) times.push(first.at.getTime())
  }
  return times.length > 0 ? new Date(Math.min(...times)) : undefined
}
