import type { Db } from './kernel/database.ts'
import { gauge, type Readings } from './kernel/metrics.ts'
import { alerts, readerStates } from './modules/thread/index.ts'

/** What an operator wants to be woken by: who reads the thread too slowly, and what lies parked. */
export function threadGauges(db: Db, now: () => Date): void {
  const readings = async (figure: 'behind' | 'parked' | 'lagSeconds'): Promise<Readings> => {
    const states = await readerStates(db, now())
    return Object.fromEntries(states.map((state) => [state.name, state[figure]]))
  }
  gauge(
    'filrouge_consumer_behind_events',
    'Events that wait for a reader of the thread; for the weaver, those in the inbox',
    'consumer',
    () => readings('behind'),
  )
  gauge(
    'filrouge_consumer_parked_events',
    'Events that a reader failed at and that wait for a person',
    'consumer',
    () => readings('parked'),
  )
  gauge(
    'filrouge_consumer_lag_seconds',
    'How long the oldest event that waits for a reader has waited',
    'consumer',
    () => readings('lagSeconds'),
  )
  gauge(
    'filrouge_alerts_firing',
    'What is beyond its threshold (settings of the readers, in the console)',
    'alert',
    async () => {
      const counts: Record<string, number> = {
        ...{ behind: 0, lagSeconds: 0, parked: 0, refusedPerHour: 0 },
      }
      for (const { kind } of await alerts(db, now())) counts[kind] = (counts[kind] ?? 0) + 1
      return counts
    },
  )
}
