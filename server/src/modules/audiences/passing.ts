import { setTimeout as pause } from 'node:timers/promises'
import type { Loop } from '../../kernel/loops.ts'
import type { InWork, Work } from '../../kernel/work.ts'
import { profilesOf } from '../customers/index.ts'
import { record } from '../thread/index.ts'
import { DefinitionReader } from './definitions.ts'
import { lookAt } from './look.ts'
import { applyChanges, factsOf } from './membership.ts'
import { countMoves } from './sizes/count-moves.ts'
import { standingsOf } from './standing.ts'
import { switchOff } from './switch-off.ts'
import { takeTurn } from './turn.ts'

/** Few enough for a weaver that waits its turn not to be late. */
const portion = 100
const idleMs = 500

/** The loop by which memberships change when nothing happens but time. */
export function passingOfTime(inWork: InWork): Loop {
  const reader = new DefinitionReader()
  return {
    name: 'audiences/passing-of-time',
    wakeOn: ['kernel.clock'],
    idleMs,
    run: async () => {
      const { due, nextIn } = await inWork((work) => whoIsDue(work))
      if (due.length > 0) {
        await inWork((work) => follow(work, reader, due))
        return true
      }
      // Sleeps up to the very moment, when it comes before the next look.
      if (nextIn < idleMs) await pause(nextIn)
      return false
    },
  }
}

async function whoIsDue({ tx, now }: Work): Promise<{ due: string[]; nextIn: number }> {
  const rows = await tx
    .selectFrom('audiences.standing')
    .select(['customer_id', 'next_change_at'])
    .where('next_change_at', 'is not', null)
    .orderBy('next_change_at')
    .limit(portion)
    .execute()
  const moment = (row: (typeof rows)[number]) => row.next_change_at?.getTime() ?? 0
  const due = rows.filter((row) => moment(row) <= now.getTime())
  const next = rows[due.length]
  return {
    due: due.map((row) => row.customer_id),
    nextIn: next ? moment(next) - now.getTime() : Number.POSITIVE_INFINITY,
  }
}

/** Looks at customers of whom time may have changed something; what the weaver did meanwhile counts. */
async function follow(work: Work, reader: DefinitionReader, customerIds: string[]): Promise<void> {
  const definitions = await reader.read(work.tx, await takeTurn(work))
  const standings = await standingsOf(work.tx, customerIds)
  for (const [id, { until }] of standings) if (until > work.now.getTime()) standings.delete(id)
  const profiles = await profilesOf(work.tx, [...standings.keys()])
  const looks = new Map([...standings.keys()].map((id) => [id, definitions.audiences]))
  const { changes, failed } = await lookAt(work, looks, profiles, standings)
  await applyChanges(work, changes)
  await countMoves(work, changes)
  await switchOff(work, [...definitions.broken, ...failed])
  await record(
    work,
    changes.flatMap((change) => factsOf(change)),
  )
}
