import type { Logger } from 'pino'
import type { Db } from '../../../kernel/database.ts'
import type { Signals } from '../../../kernel/signals.ts'
import { PlanBook } from '../plan/book.ts'
import { Keyring } from '../source.ts'
import { type BarList, Gate } from './gate.ts'
import { Meter } from './meter.ts'

interface DoorParts {
  readonly db: Db
  readonly signals: Signals
  readonly clock: () => Date
  readonly log: Pick<Logger, 'warn'>
  readonly bars?: BarList
}

/** What every way into the thread shares: who holds which key, who may pass, what is counted. */
export interface Door {
  readonly keyring: Keyring
  readonly gate: Gate
  readonly meter: Meter
  close(): Promise<void>
}

export function openDoor({ db, signals, clock, log, bars }: DoorParts): Door {
  const keyring = new Keyring(db, signals)
  const meter = new Meter(db, log)
  const plans = new PlanBook(db, signals)
  const gate = new Gate({ meter, plans, clock, ...(bars && { bars }) })
  return {
    ...{ keyring, gate, meter },
    async close() {
      keyring.close()
      plans.close()
      await meter.close()
    },
  }
}
