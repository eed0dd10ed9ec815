import type { Db } from '../../kernel/database.ts'
import { setting } from '../../kernel/settings.ts'
import type { Work } from '../../kernel/work.ts'
import { membersAmong } from '../audiences/index.ts'
import { addUp, habitsById, idsOfPeople, profilesOf } from '../customers/index.ts'
import { reachedBy, sendingChannels } from '../messages/index.ts'
import { brand } from '../team/index.ts'
import type { Profile } from '../thread/events.ts'
import type { OpenJourney } from './catalogue.ts'
import { JourneySettings } from './contract.ts'
import { drawOf } from './engine/draw.ts'
import type { Moment } from './engine/run.ts'
import type { JourneyChannel } from './step-contract.ts'

export type MomentOf = (journeyId: string, customerId: string, now: Date) => Moment

export const settingsName = 'journeys.settings'

type Habits = Readonly<Record<string, number>>

/** What the steps of these journeys may ask of these customers, read once for all of them. */
export async function momentsFor(
  work: Work,
  journeys: readonly OpenJourney[],
  customerIds: readonly string[],
): Promise<MomentOf> {
  const all = journeys.flatMap(({ versions }) => [...versions.values()]).map(({ asks }) => asks)
  const asked = [...new Set(customerIds)]
  const channels = new Set(all.flatMap((asks) => asks.channels))
  const wantsProfiles = all.some(({ profile, habits }) => profile || habits) || channels.size > 0
  const profiles = await profilesOf(work.tx, wantsProfiles ? asked : [])
  const habits = all.some((asks) => asks.habits) ? await habitsFor(work, asked) : noHabits
  const members = await membersOf(work, new Set(all.flatMap((asks) => asks.audienceIds)), asked)
  const reached = await reachFor(work, channels, asked, profiles)
  const { timeZone: brandZone } = await brand(work.tx)
  const isSpared = await isInControl(work.tx)
  const paused = new Set(journeys.filter((one) => !moves(one)).map(({ id }) => id))
  return (journeyId, customerId, now) => ({
    ...{ now, brandZone, paused: paused.has(journeyId) },
    draw: drawOf(journeyId, customerId),
    traits: profiles.get(customerId)?.traits ?? {},
    isIn: (audienceId) => members.get(audienceId)?.has(customerId) ?? false,
    zone: zoneShown(profiles.get(customerId), brandZone),
    hours: hoursIn(habits.get(customerId)),
    uses: usesIn(habits.get(customerId)),
    reachable: (channel) => reached.get(channel)?.has(customerId) ?? false,
    globalHoldout: isSpared(customerId),
  })
}

/** Whether somebody is of those whom no journey and no campaign writes to, to measure by. */
export async function isInControl(db: Db): Promise<(customerId: string) => boolean> {
  const { globalHoldout } = await journeySettings(db)
  return (customerId) => drawOf('everywhere', customerId)('holdout') * 100 < globalHoldout
}

/** Whether people are moved on in it. */
export const moves = ({ status }: Pick<OpenJourney, 'status'>) =>
  status === 'running' || status === 'draining'

export const journeySettings = async (db: Db): Promise<JourneySettings> =>
  JourneySettings.catch({ globalHoldout: 0 }).parse(await setting(db, settingsName))

async function membersOf(work: Work, audienceIds: ReadonlySet<string>, asked: readonly string[]) {
  const members = new Map<string, Set<string>>()
  for (const id of audienceIds) members.set(id, await membersAmong(work.tx, id, asked))
  return members
}

const noHabits: ReadonlyMap<string, Habits> = new Map()

/** What people do when and where, over all the ids that their events lie under. */
async function habitsFor(work: Work, finals: readonly string[]): Promise<Map<string, Habits>> {
  const ids = await idsOfPeople(work.tx, finals)
  const habits = new Map<string, Habits>()
  for (const [id, counts] of await habitsById(work.tx, [...ids.keys()])) {
    const final = ids.get(id) ?? id
    habits.set(final, addUp(habits.get(final) ?? {}, Object.entries(counts)))
  }
  return habits
}

export const hoursIn = (habits: Habits = {}) =>
  Array.from({ length: 24 }, (_, hour) => habits[`hour:${hour}`] ?? 0)

export const usesIn = (habits: Habits = {}) =>
  Object.fromEntries(
    Object.entries(habits).flatMap(([key, count]) =>
      key.startsWith('channel:') ? [[key.slice('channel:'.length), count]] : [],
    ),
  )

async function reachFor(
  work: Work,
  channels: ReadonlySet<JourneyChannel>,
  customerIds: readonly string[],
  profiles: ReadonlyMap<string, Profile>,
) {
  const reached = new Map<JourneyChannel, Set<string>>()
  for (const channel of sendingChannels) {
    if (!channels.has(channel)) continue
    const asked = { customerIds, channel, now: work.now, profiles }
    reached.set(channel, await reachedBy(work.tx, asked))
  }
  return reached
}

/** Everybody is born with the clock of the brand; another one was said or shown. */
export function zoneShown(profile: Profile | undefined, brandZone: string): string | undefined {
  if (!profile) return undefined
  const said = profile.traits.timezone === profile.timeZone
  return said || profile.timeZone !== brandZone ? profile.timeZone : undefined
}
