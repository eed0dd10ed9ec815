import { setTimeout as pause } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Db } from './database.ts'
import { isInfrastructureFault } from './faults.ts'
import type { Signals } from './signals.ts'

/** Work that goes on as long as the process lives: look, do, look again. */
export interface Loop {
  readonly name: string
  /** Names of signals upon which to look at once. */
  readonly wakeOn: readonly string[]
  /** For what is due by time alone: its next moment, by the product's clock; undefined while there is none. */
  readonly nextAt?: (db: Db, now: Date) => Promise<Date | undefined>
  /** Whether moments that are more than a minute away may be stored without a signal. */
  readonly untold?: true
  /** The longest rest in milliseconds, where not `longestRestMs`: for what comes without signal or moment. */
  readonly idleMs?: number
  /** How long to wait, once woken, for more to come with it: fewer and larger portions. None if absent. */
  readonly gatherMs?: number
  /**
   * Does the next portion, and says whether there was one; 'all' where it was all that there was, and whatever
   * comes behind it wakes the loop. Several processes may run it at once.
   */
  readonly run: () => Promise<boolean | 'all'>
}

/** A loop that nothing wakes looks so often all the same, should a room have forgotten to tell it something. */
const longestRestMs = 10 * 60_000
/** Moments that nobody tells are asked for so often; so only one that is sooner must be told. */
export const untoldMs = 60_000
/** What is due and was not done is in another's hands: it is looked at again after so long. */
const overdueMs = 500

export interface RunningLoop {
  /** Lets the portion in hand end, and no other begin. */
  stop(): Promise<void>
}

/**
 * Loops whom nothing wakes look at almost the same moment, one behind the other: what the first has made warm in
 * processor, V8 and connection serves the rest, who else cost several times as much (docs/decisions/at-rest.md).
 */
const behindMs = 10
let begun = 0

interface LoopParts {
  readonly db: Db
  readonly signals: Signals
  readonly log: Logger
  readonly now: () => Date
}

/**
 * Runs a loop until stopped. A failing portion is logged and tried again after a pause that grows to
 * half a minute, so that a database that is away for an hour costs nothing but that hour.
 */
export function runLoop(loop: Loop, { db, signals, log, now }: LoopParts): RunningLoop {
  let stopping = false
  let woken = false
  let wake = () => {}
  const hurry = () => {
    woken = true
    wake()
  }
  const { nextAt, untold, idleMs = longestRestMs, gatherMs = 0 } = loop
  const behind = behindMs * begun++
  /** When the others do it too, and the queue its jobs of the minute. */
  const nextRound = (everyMs: number) =>
    performance.now() + everyMs - ((Date.now() - behind) % everyMs)
  const wakeOn = nextAt ? [...loop.wakeOn, 'kernel.clock'] : loop.wakeOn
  const unsubscribe = wakeOn.map((name) => signals.on(name, hurry))
  const rest = (ms: number) =>
    new Promise<void>((resolve) => {
      if (woken || stopping) return resolve()
      const timer = setTimeout(resolve, Math.max(0, ms))
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  const dueIn = async () => {
    const ms = (await nextAt?.(db, now()))?.getTime()
    if (ms === undefined) return Number.POSITIVE_INFINITY
    return ms > now().getTime() ? ms - now().getTime() : overdueMs
  }
  const idle = async () => {
    const look = nextRound(idleMs)
    while (!woken && !stopping) {
      const at = performance.now()
      const until = Math.min(look, at + (await dueIn()))
      const ask = untold ? nextRound(untoldMs) : look
      await rest(Math.min(until, ask) - performance.now())
      // What is due meanwhile is not kept waiting by what woke us.
      if (woken) await pause(Math.max(0, Math.min(gatherMs, until - performance.now())))
      else if (until <= ask) return
    }
  }

  const ended = (async () => {
    let failures = 0
    while (!stopping) {
      woken = false
      try {
        const did = await loop.run()
        failures = 0
        if (did !== true) await idle()
      } catch (error) {
        failures++
        const level = isInfrastructureFault(error) ? 'warn' : 'error'
        log[level]({ err: error, loop: loop.name, failures }, 'loop failed')
        woken = false
        await rest(Math.min(30_000, 100 * 2 ** failures))
      }
    }
  })()

  return {
    async stop() {
      stopping = true
      for (const leave of unsubscribe) leave()
      wake()
      await ended
    },
  }
}
