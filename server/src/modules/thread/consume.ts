import type { Logger } from 'pino'
import { handReplays, lockCursor, moveCursor, wordsOf } from '../../kernel/bookmarks.ts'
import type { Db } from '../../kernel/database.ts'
import type { Loop } from '../../kernel/loops.ts'
import { inPortions } from '../../kernel/portions.ts'
import { all, type InWork, type Work } from '../../kernel/work.ts'
import type { ConsumerState } from './contract.ts'
import { eventRow, sharedRow, wovenEvent } from './event-row.ts'
import { type Consumer, nobody, type WovenEvent } from './events.ts'
import { revived, threadBookmarks } from './readers/replay.ts'

/**
 * The loop of one consumer. Events are handed over in the order of their positions, hundreds at a
 * time; the handler's writes and the cursor commit together. Events whose handling fails are found by
 * halving, tried again, then parked one by one.
 */
export function consumerLoop(inWork: InWork, consumer: Consumer, log: Logger): Loop {
  return {
    name: `consumer/${consumer.name}`,
    wakeOn: ['thread.woven'],
    gatherMs: 50,
    run: inPortions({
      emptiesIt: true,
      take: (limit) => inWork((work) => consume(work, consumer, limit)),
      park: async (error) => {
        log.error({ err: error, consumer: consumer.name }, 'event parked')
        await inWork((work) => parkNext(work, consumer, error))
      },
    }),
  }
}

/** Hands a consumer its next events, out of at most `limit` places, and says how many places it read. */
export async function consume(work: Work, consumer: Consumer, limit: number): Promise<number> {
  const [known, { position: woven }, names] = await all([
    lockCursor(work.tx, threadBookmarks, consumer.name),
    lastWoven(work.tx),
    consumer.names?.(work),
  ])
  if (known === undefined) return 0
  if (known.replays > 0) {
    await handReplays(work, threadBookmarks, consumer.name, (body) =>
      consumer.handle(work, [revived(body)]),
    )
  }
  const cursor = known.position
  const until = Math.min(cursor + limit, woven)
  if (until <= cursor) return 0
  const events = await eventsWithin(work.tx, consumer, { cursor, until, names })
  if (events.length > 0) await consumer.handle(work, events)
  work.atLast(() => moveCursor(work.tx, threadBookmarks, consumer.name, until))
  return until - cursor
}

const lastWoven = (db: Db) =>
  db.selectFrom('thread.weaver').select('position').executeTakeFirstOrThrow()

interface Range {
  readonly cursor: number
  readonly until: number
  readonly names?: readonly string[] | undefined
}

/** The weaver alone writes and deals dense positions, so whatever is visible has nothing missing below. */
async function eventsWithin(
  db: Db,
  { of }: Consumer,
  { cursor, until, names }: Range,
): Promise<WovenEvent[]> {
  if (names?.length === 0) return []
  if (of === 'nobody') {
    const rows = await db
      .selectFrom('thread.unidentified')
      .select(sharedRow)
      .where('position', '>', cursor)
      .where('position', '<=', until)
      .$if(names !== undefined, (query) => query.where('name', 'in', names ?? []))
      .orderBy('position')
      .execute()
    return rows.map((row) => wovenEvent({ ...row, customer_id: nobody }))
  }
  const rows = await db
    .selectFrom('thread.event')
    .select(eventRow)
    .where('position', '>', cursor)
    .where('position', '<=', until)
    .$if(names !== undefined, (query) => query.where('name', 'in', names ?? []))
    .orderBy('position')
    .execute()
  return rows.map(wovenEvent)
}

async function parkNext(work: Work, consumer: Consumer, error: unknown): Promise<void> {
  const known = await lockCursor(work.tx, threadBookmarks, consumer.name)
  if (known === undefined) return
  const cursor = known.position
  const [event] = await eventsWithin(work.tx, consumer, { cursor, until: cursor + 1 })
  if (!event) return
  await work.tx
    .insertInto('thread.parked')
    .values({
      id: work.newId(),
      consumer: consumer.name,
      position: event.position,
      error: wordsOf(error),
      body: JSON.stringify(event),
      parked_at: work.now,
    })
    .execute()
  await moveCursor(work.tx, threadBookmarks, consumer.name, event.position)
}

/** How far each consumer has come, the weaver first. */
export async function consumerStates(db: Db): Promise<ConsumerState[]> {
  const weaver = await lastWoven(db)
  const waiting = await db
    .selectFrom('thread.inbox')
    .select(({ fn }) => fn.sum<number | null>('events').as('events'))
    .executeTakeFirst()
  const consumers = await db.selectFrom('thread.consumer').selectAll().orderBy('name').execute()
  const parked = await db
    .selectFrom('thread.parked')
    .select(['consumer', ({ fn }) => fn.countAll<number>().as('parked')])
    .groupBy('consumer')
    .execute()
  const parkedOf = (name: string) => parked.find((row) => row.consumer === name)?.parked ?? 0
  return [
    {
      name: 'weave',
      position: weaver.position,
      behind: Number(waiting?.events ?? 0),
      parked: parkedOf('weave'),
    },
    ...consumers.map(({ name, position }) => ({
      name,
      position,
      behind: weaver.position - position,
      parked: parkedOf(name),
    })),
  ]
}
