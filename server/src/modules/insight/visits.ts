import type { WovenEvent } from '../thread/events.ts'
import { type Channel, isSale } from './trade.ts'

/** So much silence ends a visit. */
export const silence = 30 * 60_000

/** What one person did on one channel without falling silent. Times are milliseconds. */
export interface Visit {
  readonly customerId: string
  readonly channel: Channel
  readonly from: number
  readonly to: number
  readonly views: number
  readonly orders: number
}

/** Only where somebody comes and goes by themselves can a visit be told from events. */
export const visitChannels: readonly Channel[] = ['web', 'app']
const acts = new Set<WovenEvent['type']>(['page', 'screen', 'track'])

/**
 * Whether an event is something that a visitor did. Programs that say so are no visitors; what they
 * order, should one, is still an order.
 */
export function isActivity({ type, channel, context }: WovenEvent): boolean {
  if (!acts.has(type) || (channel !== 'web' && channel !== 'app')) return false
  return !isBot(context.agent)
}

/** The thread has read the user agent; who counts need not read it again. */
const isBot = (agent: unknown) =>
  typeof agent === 'object' && agent !== null && 'bot' in agent && agent.bot === true

/** The shortest visit: one event. Visits grow by joining. */
export function moment(event: WovenEvent, customerId: string): Visit {
  const at = event.at.getTime()
  const sale = isSale(event)
  return {
    customerId,
    channel: event.channel,
    from: at,
    to: at,
    views: sale ? 0 : 1,
    orders: event.name === 'Order Completed' ? 1 : 0,
  }
}

/**
 * Joins visits of the same person and channel between which there was less than the silence. The same
 * moments give the same visits in whatever order and portions they are joined, so an event that comes
 * late, or a person who proves to be another, changes the figures to what they would have been.
 */
export function joined(visits: readonly Visit[]): Visit[] {
  const result: Visit[] = []
  for (const visit of [...visits].sort(inOrder)) {
    const last = result.at(-1)
    if (last && sameThread(last, visit) && visit.from - last.to < silence) {
      result[result.length - 1] = {
        ...last,
        to: Math.max(last.to, visit.to),
        views: last.views + visit.views,
        orders: last.orders + visit.orders,
      }
    } else result.push(visit)
  }
  return result
}

const sameThread = (one: Visit, other: Visit) =>
  one.customerId === other.customerId && one.channel === other.channel

function inOrder(one: Visit, other: Visit): number {
  if (one.customerId !== other.customerId) return one.customerId < other.customerId ? -1 : 1
  if (one.channel !== other.channel) return one.channel < other.channel ? -1 : 1
  return one.from - other.from
}
