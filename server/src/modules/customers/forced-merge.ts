import type { Work } from '../../kernel/work.ts'
import type { InboxEvent } from '../thread/events.ts'
import { Album } from './album.ts'
import { finalIds } from './people.ts'
import { olderFirst } from './resolve.ts'

/**
 * Joins two customers because a person of the team says so: no limit is looked at, and the kept one is
 * right. A repair joins them as the rules would have: the older stays, the newest word counts.
 */
export async function mergeByOrder(work: Work, event: InboxEvent) {
  const { customerId = '', properties } = event
  const absorb = String(properties.absorb)
  const finals = await finalIds(work.tx, [customerId, absorb])
  const [into, from] = [finals.get(customerId), finals.get(absorb)]
  if (!into || !from || into === from) return {}
  const album = await Album.of(work, [into, from])
  const [kept, absorbed] = [album.person(into), album.person(from)]
  if (!kept || !absorbed) return {}
  const repair = properties.repair === true
  const [older, younger] =
    repair && olderFirst(absorbed, kept) < 0 ? [absorbed, kept] : [kept, absorbed]
  album.absorb(older, younger, {
    ...{ eventId: event.id, at: event.receivedAt, matched: [], forced: !repair },
    by: String(properties.by),
    reason: String(properties.reason),
  })
  await album.close(work)
  return { merges: [{ from: younger.customerId, into: older.customerId }] }
}
