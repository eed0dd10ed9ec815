import type { ChannelLeaf } from '../customer-leaf-contract.ts'
import type { EventLeaf, MessageLeaf, MomentLeaf } from '../event-leaf-contract.ts'
import { positioned } from './dates.ts'
import { isOwnDoing } from './doing.ts'
import { meaning } from './occurrence.ts'
import type { CustomerState, LeafMeaning } from './state.ts'
import {
  countVerdict,
  countWithin,
  keepFor,
  nothingYet,
  type TallyKind,
  tallyKey,
  tallyKindOf,
  usualKeep,
} from './tally.ts'
import { timeless } from './verdict.ts'

/** What a leaf says, and what must be known of a customer for it. */
export interface Needing extends LeafMeaning {
  readonly tallies?: readonly TallyKind[]
  /** Names of events that it reads one by one. */
  readonly history?: readonly string[]
  /** Traits that it asks for besides the one that its path names. */
  readonly traits?: readonly string[]
}

const ms = (seconds: number | undefined) => (seconds === undefined ? undefined : seconds * 1000)

export function compileEvent(leaf: EventLeaf): Needing {
  if (leaf.from !== undefined || leaf.to !== undefined) return compileBetween(leaf)
  return counted(leaf, tallyKindOf(leaf, keepFor(leaf.count, leaf.withinSeconds)))
}

type Counting = Pick<EventLeaf, 'count' | 'withinSeconds'>

function counted({ count, withinSeconds }: Counting, kind: TallyKind): Needing {
  const window = ms(withinSeconds)
  const tallyIn = ({ tallies }: CustomerState) => tallies.get(kind.key) ?? nothingYet
  return {
    evaluate: (state, now) => countVerdict(tallyIn(state), count, window, now),
    found: (state, now) =>
      window === undefined ? tallyIn(state).total : countWithin(tallyIn(state), window, now),
    tallies: [kind],
  }
}

/** Whether a time lies between two dates; either may be missing. */
export function between({ from, to }: Pick<EventLeaf, 'from' | 'to'>): (time: number) => boolean {
  const start = from === undefined ? Number.NEGATIVE_INFINITY : Date.parse(from)
  const end = to === undefined ? Number.POSITIVE_INFINITY : Date.parse(to)
  return (time) => start <= time && time < end
}

/** Between two dates nothing changes by time: those events are counted one by one. */
function compileBetween(leaf: EventLeaf): Needing {
  const means = meaning(leaf)
  const isThen = between(leaf)
  const countIn = ({ history }: CustomerState) =>
    history.filter((event) => means(event) && isThen(event.at.getTime())).length
  return {
    evaluate: (state) => countVerdict({ total: countIn(state), first: 0, recent: [] }, leaf.count),
    found: countIn,
    history: [leaf.name],
  }
}

export function compileMoment(leaf: MomentLeaf): Needing {
  const kind = tallyKindOf(leaf)
  const momentIn = ({ tallies }: CustomerState) => {
    const tally = tallies.get(kind.key)
    return leaf.which === 'first' ? tally?.first : tally?.recent[0]
  }
  return {
    evaluate: (state, now) => positioned(momentIn(state), leaf, state.timeZone, now),
    found: (state) => {
      const moment = momentIn(state)
      return moment === undefined ? null : new Date(moment).toISOString()
    },
    tallies: [kind],
  }
}

const messageEvents = {
  sent: 'Email Sent',
  opened: 'Email Opened',
  clicked: 'Email Link Clicked',
  bounced: 'Email Bounced',
} as const

export function compileMessage(leaf: MessageLeaf): Needing {
  const { did, templateId, journeyId, count, withinSeconds } = leaf
  const equal = (path: string, value: string | undefined) =>
    value === undefined ? [] : [{ path, op: 'eq' as const, value }]
  const where = [
    ...equal('templateId', templateId),
    ...equal('journeyId', journeyId),
    // Scanners of mail follow links too: nobody has read anything then.
    ...(did === 'clicked' ? [{ path: 'bot', op: 'ne' as const, value: true }] : []),
  ]
  const events = { name: messageEvents[did], where }
  return counted({ count, withinSeconds }, tallyKindOf(events, keepFor(count, withinSeconds)))
}

const channels = [
  'web',
  'app',
  'shop',
  'email',
  'sms',
  'push',
  'social',
  'chat',
  'call',
  'api',
] as const

function channelKind(channel: string): TallyKind {
  const event = '*'
  const filter = `channel ${channel}`
  return {
    ...{ event, filter, key: tallyKey({ event, filter }), keep: usualKeep },
    fits: (occurrence) => occurrence.channel === channel && isOwnDoing(occurrence),
  }
}

export function compileChannel({ which, channel, withinSeconds }: ChannelLeaf): Needing {
  if (which === 'used') {
    return counted({ count: { op: 'gte', n: 1 }, withinSeconds }, channelKind(channel))
  }
  const kinds = channels.map((name) => ({ name, kind: channelKind(name) }))
  const preferred = ({ tallies }: CustomerState) => {
    const used = kinds
      .map(({ name, kind }) => ({ name, total: tallies.get(kind.key)?.total ?? 0 }))
      .filter(({ total }) => total > 0)
      .sort((one, other) => other.total - one.total || (one.name < other.name ? -1 : 1))
    return used[0]?.name ?? null
  }
  return {
    evaluate: (state) => timeless(preferred(state) === channel),
    found: preferred,
    tallies: kinds.map(({ kind }) => kind),
  }
}
