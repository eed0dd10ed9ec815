import type { Work } from '../kernel/work.ts'
import { putInInbox, readEvent } from '../modules/thread/index.ts'
import { type DemoEvent, type SourceName, sourceNames } from './event.ts'

export interface Telling extends DemoEvent {
  readonly messageId: string
  readonly historical?: boolean
}

/** Puts events of the demo into the inbox, read as every door reads what comes in. */
export async function enter(
  work: Work,
  doors: Readonly<Record<SourceName, { readonly id: string }>>,
  events: readonly Telling[],
): Promise<void> {
  const receivedAt = work.now.getTime()
  const read = events.map(({ source, at, body, messageId, historical }) => {
    const event = readEvent(
      { ...body, messageId, timestamp: new Date(at).toISOString() },
      undefined,
      {
        sourceId: doors[source].id,
        kind: sourceNames[source].kind,
        receivedAt,
        newId: work.newId,
        ...(historical && { historical: true, context: retained }),
      },
    )
    if ('reason' in event) throw new Error(`${messageId}: ${event.reason} ${event.detail}`)
    return event
  })
  await putInInbox(work, read)
}

/** On which ground the history is kept: these people do not exist. */
const retained = { retentionBasis: 'demo' }
