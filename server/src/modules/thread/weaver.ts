import type { Logger } from 'pino'
import { openPreparedDatabase } from '../../kernel/database.ts'
import { codeOf, isInfrastructureFault } from '../../kernel/faults.ts'
import type { Loop } from '../../kernel/loops.ts'
import { type InWork, startWork } from '../../kernel/work.ts'
import { Ahead } from './ahead.ts'
import { Shuttle } from './shuttle.ts'
import { parkLowest, splitLowest } from './take.ts'
import { type Loom, weave } from './weave.ts'

/** As many events as are woven within the 50 ms that a write transaction may last. */
const mostEvents = 500
/** An event that fails alone this often is set aside. */
const tries = 3

interface WeaverOptions extends Omit<Loom, 'ahead' | 'shuttle'> {
  readonly databaseUrl: string
  readonly clock: () => Date
  readonly log: Logger
}

/** The weaver with three connections of its own: one that thinks, one that carries, one that looks ahead. */
export function openWeaver({ databaseUrl, clock, log, ...rest }: WeaverOptions) {
  const db = openPreparedDatabase(databaseUrl, (error) => {
    log.debug({ code: codeOf(error) }, 'the weaver lost its connection')
  })
  const shuttle = new Shuttle(databaseUrl)
  const ahead = new Ahead(databaseUrl)
  return {
    loop: weaverLoop(startWork(db, { clock }), { ...rest, shuttle, ahead }, log),
    async close() {
      await ahead.close()
      await shuttle.close()
      await db.destroy()
    },
  }
}

/**
 * The loop that weaves. A batch that fails is narrowed down: fewer parcels, then the events of one
 * parcel singly, until the one that fails is alone; after a few tries it is parked and the rest goes
 * on. Faults of the infrastructure are nobody's: they go to the loop, which waits and tries again.
 */
export function weaverLoop(inWork: InWork, loom: Loom, log: Logger): Loop {
  let limit = mostEvents
  let failures = 0

  const narrow = async (error: unknown): Promise<void> => {
    if (limit > 1) {
      limit = Math.max(1, limit >> 2)
      return
    }
    if (await inWork(splitLowest)) return
    failures++
    if (failures < tries) return
    failures = 0
    const reason = error instanceof Error ? error.message : String(error)
    log.error({ err: error }, 'event parked: it cannot be woven')
    await inWork((work) => parkLowest(work, reason))
  }

  return {
    name: 'thread/weave',
    wakeOn: ['thread.inbox'],
    run: async () => {
      try {
        const woven = await inWork((work) => weave(work, loom, limit))
        if (woven) {
          failures = 0
          limit = Math.min(mostEvents, limit * 2)
        }
        return woven
      } catch (error) {
        await loom.ahead.forget()
        if (isInfrastructureFault(error)) throw error
        await narrow(error)
        return true
      }
    },
  }
}
