import type { Db } from '../../../kernel/database.ts'
import { audienceEntered, audienceLeft } from '../../audiences/events.ts'
import { audiencesThen, Watch } from '../../audiences/index.ts'
import { sendingRules } from '../../messages/index.ts'
import { brand } from '../../team/index.ts'
import type { Definition } from '../definition-contract.ts'
import { planOf, reports } from '../engine/plan.ts'
import { interestNames } from '../interests.ts'
import { journeySettings } from '../people.ts'
import type { Trial } from './past.ts'
import { isOfProducts, newsThen } from './product-news.ts'
import type { Turns } from './turns.ts'

/** What a backtest is asked to try: a definition, on so much of the past. */
export interface TrialOrder {
  readonly journeyId: string
  readonly definition: Definition
  readonly from: Date
  readonly to: Date
}

/** Which events of the thread this trial hears. */
export interface Hearing {
  /** Of these all that ever was; undefined: every event. */
  readonly names: readonly string[] | undefined
  /** Of these only what happened since. */
  readonly lately: readonly string[]
  /** Of these nobody asks more than that and when they happened. */
  readonly bare: readonly string[]
  readonly since: Date
  readonly sends: boolean
}

/** What counts as its success where the journey names none: that they buy within a week. */
export const usualGoal: NonNullable<Definition['goal']> = {
  event: 'Order Completed',
  where: [],
  attributionSeconds: 7 * 86_400,
  value: ['revenue', 'total'],
}

const dayMs = 86_400_000
const trialVersion = '00000000-0000-0000-0000-000000000000'
const anyId = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

/** What people say of themselves, and what they agree to: how they were then is made of it. */
const told = ['Identified']
const consented = ['Consent Given', 'Consent Withdrawn']

/** Makes ready what is the same for everybody. */
export async function openTrial(
  db: Db,
  { journeyId, definition: given, from, to }: TrialOrder,
  turns?: Turns,
): Promise<{ trial: Trial; hearing: Hearing }> {
  const definition = { ...given, goal: given.goal ?? usualGoal }
  const spelt = JSON.stringify(definition)
  const plan = planOf(journeyId, trialVersion, definition)
  // Whichever kind of step names an audience: it is gone through again, as it would have changed.
  const named = [...new Set(spelt.match(anyId) ?? [])]
  const audiences = await audiencesThen(db, named)
  const rules = await sendingRules(db, named)
  const journey = {
    ...{ id: journeyId, status: 'running' as const, isOpen: true, published: plan },
    versions: new Map([[trialVersion, plan]]),
  }
  const trial = {
    ...{ plan, journey, audiences, rules, turns, watch: new Watch(audiences) },
    ...{ from: from.getTime(), to: to.getTime() },
    news: await newsThen(db, definition.entry, { from, to }),
    brandZone: (await brand(db)).timeZone,
    globalHoldout: (await journeySettings(db)).globalHoldout,
  }
  const replaced = [...Object.keys(reports), audienceEntered, audienceLeft]
  const unread = new Set(replaced.filter((name) => !spelt.includes(JSON.stringify(name))))
  const sends = rules.templates.size > 0 || plan.asks.channels.length > 0
  const { entry } = definition
  const interests = isOfProducts(entry) ? interestNames : []
  const isWide = audiences.names === undefined || plan.asks.habits
  const always = new Set([
    ...told,
    ...(sends || audiences.usesConsent ? consented : []),
    ...(audiences.names ?? []),
  ])
  const read = new Set([...told, ...consented, ...interests, ...plan.hears, ...audiences.read])
  return {
    trial,
    hearing: {
      bare: isWide ? [] : [...always].filter((name) => !read.has(name)),
      names: isWide ? undefined : [...always],
      lately: [...new Set([...plan.hears, ...interests])].filter(
        (name) => !unread.has(name) && !always.has(name),
      ),
      since: isOfProducts(entry) ? new Date(from.getTime() - entry.withinDays * dayMs) : from,
      sends,
    },
  }
}
