import { randomUUID } from 'node:crypto'
import { pino } from 'pino'
import type { Db } from '../src/kernel/database.ts'
import type { InWork } from '../src/kernel/work.ts'
import { findBy, openIdentify } from '../src/modules/customers/index.ts'
import type { Consumer, InboxEvent, WeaveHook } from '../src/modules/thread/events.ts'
import {
  Ahead,
  consumerLoop,
  putInInbox,
  Shuttle,
  weaverLoop,
} from '../src/modules/thread/index.ts'

const log = pino({ level: 'silent' })

/**
 * The line from the inbox to the woven thread with chosen hooks and consumers, moved by hand: what
 * runs in loops in the product runs here when a test says so.
 */
export function wovenLine(
  { db, url }: { db: Db; url: string },
  inWork: InWork,
  { hooks = [], consumers = [] }: { hooks?: WeaveHook[]; consumers?: Consumer[] },
) {
  const carried = { shuttle: new Shuttle(url), ahead: new Ahead(url) }
  const loom = { ...carried, identify: openIdentify(), hooks }
  const weaver = weaverLoop(inWork, loom, log)
  const readers = consumers.map((consumer) => consumerLoop(inWork, consumer, log))
  const rest = async () => {
    while (await weaver.run());
    for (const reader of readers) while (await reader.run());
    while (await weaver.run());
  }
  /** Puts one event in, without weaving it. */
  const put = (event: Partial<InboxEvent> & { name?: string }) =>
    inWork((work) =>
      putInInbox(work, [
        {
          id: work.newId(),
          sourceId: null,
          messageId: randomUUID(),
          type: 'track',
          name: 'Something Done',
          at: work.now.getTime(),
          receivedAt: work.now.getTime(),
          channel: 'web',
          properties: {},
          context: {},
          ...event,
        },
      ]),
    )
  const send = async (event: Partial<InboxEvent>) => {
    await put(event)
    await rest()
  }
  return {
    put,
    send,
    rest,
    /** Makes a customer known by a user id, with traits, and says who it is. */
    async customer(userId: string, traits: Record<string, unknown> = {}): Promise<string> {
      await send({ type: 'identify', name: 'Identified', userId, traits })
      const customerId = await findBy(db, 'user_id', userId)
      if (!customerId) throw new Error(`${userId} was not recognised`)
      return customerId
    },
    /** Names and properties of everything on the thread, in order. */
    async facts(name?: string) {
      const rows = await db
        .selectFrom('thread.event')
        .select(['customer_id', 'name', 'properties', 'at'])
        .$if(name !== undefined, (query) => query.where('name', '=', name ?? ''))
        .orderBy('position')
        .execute()
      return rows
    },
  }
}
