import type { Logger } from 'pino'
import type { Db } from '../../../kernel/database.ts'
import { openSeal, type Seal } from '../../../kernel/seal.ts'
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
  readonly config: {
    readonly dataDir: string
    readonly baseUrl: string
    readonly sealKey?: string | undefined
  }
}

/** What every way into the thread shares: who holds which key, who may pass, what is counted. */
export interface Door {
  readonly keyring: Keyring
  readonly gate: Gate
  readonly meter: Meter
  /** Closes secrets that other programs share with us. */
  readonly seal: Seal
  /** Where it is reached from outside. */
  readonly baseUrl: string
  close(): Promise<void>
}

export function openDoor({ db, signals, clock, log, bars, config }: DoorParts): Door {
  const keyring = new Keyring(db, signals)
  const meter = new Meter(db, log)
  const plans = new PlanBook(db, signals)
  const gate = new Gate({ meter, plans, clock, ...(bars && { bars }) })
  return {
    ...{ keyring, gate, meter, seal: openSeal(config), baseUrl: config.baseUrl },
    async close() {
      keyring.close()
      plans.close()
      await meter.close()
    },
  }
}
