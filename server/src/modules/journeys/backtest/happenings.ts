import { audienceEntered, audienceLeft } from '../../audiences/events.ts'
import type { Decided } from '../../consent/index.ts'
import type { PastMerge } from '../../customers/index.ts'
import type { ReceivedEvent } from '../../thread/index.ts'
import { offered, stopAsked } from '../engine/plan.ts'
import type { PersonPast, Trial } from './past.ts'

/** What is heard of one id of a person at one moment. */
export interface Happening {
  readonly time: number
  readonly customerId: string
  readonly merges: PastMerge[]
  readonly decisions: Decided[]
  readonly events: ReceivedEvent[]
}

/**
 * The past of a person, moment by moment. What was received in one moment was woven in one batch, so
 * audiences look once, behind all of it. A merge, and a decision, count from the event that brought
 * them on; what is only known by its moment has one of its own.
 */
export function happeningsOf(past: PersonPast, trial: Trial): Happening[] {
  const found: Happening[] = []
  const fresh = (time: number, customerId: string): Happening => {
    const one = { time, customerId, merges: [], decisions: [], events: [] }
    found.push(one)
    return one
  }
  const at = (time: number, customerId: string): Happening =>
    found.find((one) => one.time === time && one.customerId === customerId) ??
    fresh(time, customerId)
  const latest = new Map<string, Happening>()
  /** Events come in the order of time, so that only the last moment of an id can be theirs. */
  const next = ({ time, customerId }: ReceivedEvent): Happening => {
    const last = latest.get(customerId)
    if (last?.time === time) return last
    const one = fresh(time, customerId)
    latest.set(customerId, one)
    return one
  }
  const byId = new Map<string, ReceivedEvent>()
  const byMoment = new Map<string, ReceivedEvent>()
  const isAsked = past.merges.length + past.decisions.length > 0
  for (const event of past.events) {
    if (isAsked) byId.set(event.id, event)
    if (isAsked && event.name.startsWith('Consent ')) byMoment.set(momentOf(event), event)
    if (!isOutcome(event, trial)) next(event).events.push(event)
  }
  for (const merge of past.merges) {
    const time = byId.get(merge.eventId)?.time ?? merge.at.getTime()
    at(time, merge.kept).merges.push(merge)
  }
  for (const decision of past.decisions) {
    const event = byId.get(decision.id) ?? byMoment.get(momentOf(decision))
    at(event?.time ?? decision.recordedAt.getTime(), decision.customerId).decisions.push(decision)
  }
  for (const { customerId, bornAt } of past.sides) at(bornAt, customerId)
  // Of one moment merges come first: who was joined was one already when the event was heard.
  return found.sort(
    (one, other) => one.time - other.time || other.merges.length - one.merges.length,
  )
}

const momentOf = ({ customerId, at }: { customerId: string; at: Date }) =>
  `${customerId} ${at.getTime()}`

/** Others let people begin the journey by these: that happened, whatever the journey was then. */
const byOthers = new Set<unknown>(['api', 'hand', 'journey'])

/** What a real run of this journey did, or an audience that is gone through again: neither is given. */
function isOutcome(event: ReceivedEvent, { plan, audiences }: Trial): boolean {
  const { type, name, properties, context } = event
  if (context.journeyId === plan.journeyId) return true
  if (type !== 'fact') return false
  if (properties.journeyId === plan.journeyId) {
    return name !== stopAsked && !(name === offered && byOthers.has(properties.by))
  }
  const isChange = name === audienceEntered || name === audienceLeft
  return isChange && audiences.audiences.some(({ id }) => id === properties.audienceId)
}
