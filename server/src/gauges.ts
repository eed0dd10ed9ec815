import type { Db } from './kernel/database.ts'
import { gauge, type Readings } from './kernel/metrics.ts'
import { consumerStates } from './modules/thread/index.ts'

/** What an operator wants to be woken by: who reads the thread too slowly, and what lies parked. */
export function threadGauges(db: Db): void {
  const readings = async (figure: 'behind' | 'parked'): Promise<Readings> =>
    Object.fromEntries((await consumerStates(db)).map((state) => [state.name, state[figure]]))
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
}
