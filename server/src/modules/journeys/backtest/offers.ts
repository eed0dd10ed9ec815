import type { Fact } from '../../thread/events.ts'
import { nextAppointment } from '../engine/appointments.ts'
import { offered } from '../engine/plan.ts'
import { nextBeat } from '../engine/rhythm.ts'
import type { Trial } from './past.ts'
import { isOfProducts } from './product-news.ts'
import type { Side } from './side.ts'

const never = Number.POSITIVE_INFINITY

/**
 * When time alone lets somebody begin: on a date of theirs, as one of an audience at a set time, by news
 * of a product.
 * What loops note down for everybody in the product is asked here for one person.
 */
export function nextOffer({ plan, brandZone }: Trial, side: Side, after: number): number {
  const { entry } = plan.definition
  if (isOfProducts(entry)) return side.interests.nextAfter(after, entry)
  const since = new Date(after)
  if (entry.kind === 'date') {
    const { traits, timeZone } = side.profile
    return nextAppointment(entry, traits, timeZone, since)?.getTime() ?? never
  }
  if (entry.kind !== 'schedule') return never
  return nextBeat(entry.rhythm, entry.zone ?? brandZone, since)?.getTime() ?? never
}

/** The fact by which they are let in, if they are. */
export function offersAt({ plan }: Trial, side: Side, time: number): Fact[] {
  const { entry } = plan.definition
  const at = new Date(time).toISOString()
  const offer = (by: string, properties: object, key?: string): Fact[] => [
    {
      ...{ customerId: side.customerId, name: offered, channel: 'api' },
      properties: { journeyId: plan.journeyId, by, ...(key && { key }), properties },
    },
  ]
  if (isOfProducts(entry)) {
    return side.interests
      .newsAt(time, entry)
      .flatMap(({ properties }) => offer(entry.kind, properties, properties.sku))
  }
  if (entry.kind === 'date') return offer('date', { date: at })
  if (entry.kind !== 'schedule' || !side.watcher.isIn(entry.audienceId)) return []
  return offer('schedule', { round: at })
}
