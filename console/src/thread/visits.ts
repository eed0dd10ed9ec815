import type { ThreadEntry } from '../../../server/src/modules/thread/contract.ts'

/** Entries of one visit, or one moment on another channel, newest first. */
export interface Visit {
  id: string
  channel: ThreadEntry['channel']
  /** Brought by an import: it was built from history, and started nothing. */
  historical: boolean
  /** Nobody did it: our own modules tell what they made of what was done. */
  ours: boolean
  entries: ThreadEntry[]
  from: string
  to: string
}

/** Half an hour of silence ends a visit, as in the figures. */
const silence = 30 * 60_000

/** Groups a timeline (newest first) into visits, without moving any entry. */
export function visitsOf(entries: ThreadEntry[]): Visit[] {
  const visits: Visit[] = []
  for (const entry of entries) {
    const visit = visits.at(-1)
    if (visit && goesOn(visit, entry)) {
      visit.entries.push(entry)
      visit.from = entry.at
      // Named by its oldest entry: a visit that grows at its end stays the same on the page.
      visit.id = entry.id
    } else {
      const { id, channel, historical, at } = entry
      visits.push({
        ...{ id, channel, historical, ours: isOurs(entry) },
        ...{ entries: [entry], from: at, to: at },
      })
    }
  }
  return visits
}

function goesOn(visit: Visit, entry: ThreadEntry): boolean {
  return (
    visit.channel === entry.channel &&
    visit.historical === entry.historical &&
    visit.ours === isOurs(entry) &&
    Date.parse(visit.from) - Date.parse(entry.at) <= silence
  )
}

function isOurs({ type, channel }: ThreadEntry): boolean {
  return type === 'fact' && channel === 'api'
}
