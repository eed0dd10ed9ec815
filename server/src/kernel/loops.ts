import { setTimeout as pause } from 'node:timers/promises'
import type { Logger } from 'pino'
import { isInfrastructureFault } from './faults.ts'
import type { Signals } from './signals.ts'

/** Work that goes on as long as the process lives: look, do, look again. */
export interface Loop {
  readonly name: string
  /** Names of signals upon which to look at once. */
  readonly wakeOn: readonly string[]
  /** How long to rest, in milliseconds, when there was nothing to do and no signal came. */
  readonly idleMs: number
  /** How long to wait, once woken, for more to come with it: fewer and larger portions. None if absent. */
  readonly gatherMs?: number
  /** Does the next portion, and says whether there was one. Several processes may run it at once. */
  readonly run: () => Promise<boolean>
}

export interface RunningLoop {
  /** Lets the portion in hand end, and no other begin. */
  stop(): Promise<void>
}

/**
 * Runs a loop until stopped. A failing portion is logged and tried again after a pause that grows to
 * half a minute, so that a database that is away for an hour costs nothing but that hour.
 */
export function runLoop(loop: Loop, signals: Signals, log: Logger): RunningLoop {
  let stopping = false
  let woken = false
  let wake = () => {}
  const hurry = () => {
    woken = true
    wake()
  }
  const unsubscribe = loop.wakeOn.map((name) => signals.on(name, hurry))
  const rest = (ms: number) =>
    new Promise<void>((resolve) => {
      if (woken || stopping) return resolve()
      const timer = setTimeout(resolve, ms)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  const idle = async () => {
    await rest(loop.idleMs)
    if (woken && loop.gatherMs) await pause(loop.gatherMs)
  }

  const ended = (async () => {
    let failures = 0
    while (!stopping) {
      woken = false
      try {
        const did = await loop.run()
        failures = 0
        if (!did) await idle()
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
