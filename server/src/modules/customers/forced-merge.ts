import type { Work } from '../../kernel/work.ts'
import type { InboxEvent } from '../thread/events.ts'
import { Album } from './album.ts'
import { finalIds } from './people.ts'

/** Joins two customers because a person of the team says so: no limit is looked at. */
export async function mergeByOrder(work: Work, event: InboxEvent) {
  const { customerId = '', properties } = event
  const absorb = String(properties.absorb)
  const finals = await finalIds(work.tx, [customerId, absorb])
  const [into, from] = [finals.get(customerId), finals.get(absorb)]
  if (!into || !from || into === from) return {}
  const album = await Album.of(work, [into, from])
  const [kept, absorbed] = [album.person(into), album.person(from)]
  if (!kept || !absorbed) return {}
  album.absorb(kept, absorbed, {
    ...{ eventId: event.id, at: event.receivedAt, matched: [], forced: true },
    by: String(properties.by),
    reason: String(properties.reason),
  })
  await album.close(work)
  return { merges: [{ from, into }] }
}
