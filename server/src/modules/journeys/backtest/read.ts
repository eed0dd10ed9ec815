import type { Db } from '../../../kernel/database.ts'
import { ofToday } from '../../audiences/index.ts'
import { boughtThen, decisionsOf } from '../../consent/index.ts'
import {
  emailsThen,
  finalIdsAfter,
  idsThen,
  mergesAmong,
  type PastAddress,
} from '../../customers/index.ts'
import { contactsOf, suppressedSince } from '../../messages/index.ts'
import { importedAt, type ReceivedEvent, receivedEvents } from '../../thread/index.ts'
import { interestIn } from '../interests.ts'
import type { PersonPast, Trial } from './past.ts'
import type { Hearing } from './trial.ts'

/** So many people are read at once: bounded memory, and no question for each. */
const portion = 1000
/** The cap looks back on so many days before the first message. */
const capDays = 40
const dayMs = 86_400_000

export interface Portion {
  /** Those in it whom the journey may concern. */
  readonly people: PersonPast[]
  /** All that were looked at. */
  readonly looked: number
  readonly events: number
  /** The last of them; undefined when there is nobody behind. */
  readonly last: string | undefined
}

interface Reading {
  readonly trial: Trial
  readonly hearing: Hearing
  readonly upTo: number
}

/** The past of the next people, in the order of their ids. */
export async function readPortion(db: Db, reading: Reading, after: string): Promise<Portion> {
  const finals = await finalIdsAfter(db, after, portion)
  const sides = await idsThen(db, finals)
  const { trial, hearing, upTo } = reading
  const { names, lately, bare, since } = hearing
  const ids = sides.map(({ customerId }) => customerId)
  const events = await receivedEvents(db, ids, {
    ...(names && { names }),
    ...{ lately, upTo, since, to: new Date(trial.to) },
    bare: { names: bare, of: aloneIn(sides) },
  })
  const finalOf = new Map(sides.map(({ customerId, finalId }) => [customerId, finalId]))
  const byPerson = Map.groupBy(events, ({ customerId }) => finalOf.get(customerId) ?? customerId)
  const concerned = finals.filter((id) => mayConcern(trial, byPerson.get(id) ?? []))
  return {
    people: await pastsOf(db, reading, { concerned, sides, byPerson }),
    looked: finals.length,
    events: events.length,
    last: finals.length === portion ? finals.at(-1) : undefined,
  }
}

/** Those who are one id: no merge asks when an event of theirs came that joined two. */
function aloneIn(sides: Awaited<ReturnType<typeof idsThen>>): string[] {
  const times = new Map<string, number>()
  for (const { finalId } of sides) times.set(finalId, (times.get(finalId) ?? 0) + 1)
  return sides.filter(({ finalId }) => times.get(finalId) === 1).map(({ customerId }) => customerId)
}

/** Audiences and dates move people by time alone; else nobody moves of whom nothing is heard. */
function mayConcern({ plan, from, watch, news }: Trial, events: readonly ReceivedEvent[]): boolean {
  if (!watch.isIdle || plan.definition.entry.kind === 'date') return true
  if (news.size > 0 && events.some((event) => news.has(interestIn(event)?.product ?? '')))
    return true
  return events.some(({ time, name }) => time >= from && plan.hears.has(name))
}

interface Found {
  readonly concerned: readonly string[]
  readonly sides: Awaited<ReturnType<typeof idsThen>>
  readonly byPerson: ReadonlyMap<string, ReceivedEvent[]>
}

async function pastsOf(
  db: Db,
  { trial, hearing }: Reading,
  { concerned, sides, byPerson }: Found,
): Promise<PersonPast[]> {
  const sidesOf = Map.groupBy(sides, ({ finalId }) => finalId)
  const ids = concerned.flatMap((id) => (sidesOf.get(id) ?? []).map((side) => side.customerId))
  const asks = hearing.sends || trial.audiences.usesConsent
  const [imported, merges, decisions, addresses, contacts, today, bought] = await Promise.all([
    trial.watch.isIdle ? new Map<string, number>() : importedAt(db, ids),
    ids.length > concerned.length ? mergesAmong(db, ids) : [],
    asks ? decisionsOf(db, ids) : [],
    hearing.sends ? addressesOf(db, concerned) : new Map<string, never>(),
    hearing.sends ? contactsOf(db, ids, contactTime(trial)) : new Map<string, Date[]>(),
    ofToday(db, trial.audiences, concerned),
    boughtThen(db, hearing.sends ? concerned : []),
  ])
  const decidedBy = Map.groupBy(decisions, ({ customerId }) => customerId)
  return concerned.map((finalId): PersonPast => {
    const own = sidesOf.get(finalId) ?? []
    const isOwn = new Set(own.map(({ customerId }) => customerId))
    const bornAt = (id: string, since: Date) => imported.get(id) ?? since.getTime()
    return {
      ...{ finalId, contacts, bought },
      sides: own.map((side) => ({ ...side, bornAt: bornAt(side.customerId, side.since) })),
      merges: own.length > 1 ? merges.filter(({ kept }) => isOwn.has(kept)) : [],
      events: byPerson.get(finalId) ?? [],
      decisions: own.flatMap(({ customerId }) => decidedBy.get(customerId) ?? []),
      addresses: addresses.get(finalId) ?? [],
      today: today(finalId),
    }
  })
}

const contactTime = ({ plan, from, to }: Trial) => ({
  since: new Date(from - capDays * dayMs),
  until: new Date(to),
  except: plan.journeyId,
})

async function addressesOf(db: Db, finalIds: readonly string[]) {
  const addresses = await emailsThen(db, finalIds)
  const silent = await suppressedSince(
    db,
    addresses.map(({ value }) => value),
  )
  const known = addresses.map((one: PastAddress) => ({
    ...one,
    suppressedSince: silent.get(one.value),
  }))
  return Map.groupBy(known, ({ customerId }) => customerId)
}
