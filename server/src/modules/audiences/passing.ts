import type { Loop } from '../../kernel/loops.ts'
import type { InWork, Work } from '../../kernel/work.ts'
import { profilesOf } from '../customers/index.ts'
import { record } from '../thread/index.ts'
import { DefinitionReader } from './definitions.ts'
import { lookAt } from './look.ts'
import { applyChanges, factsOf } from './membership.ts'
import { nextChangeAt } from './next-change.ts'
import { countMoves } from './sizes/count-moves.ts'
import { standingsOf } from './standing.ts'
import { switchOff } from './switch-off.ts'
import { takeTurn } from './turn.ts'

/** Few enough for a weaver that waits its turn not to be late. */
const portion = 100
/** A stream of events says all the time that moments have changed. */
const gatherMs = 500

/** The loop by which memberships change when nothing happens but time. */
export function passingOfTime(inWork: InWork): Loop {
  const reader = new DefinitionReader()
  return {
    name: 'audiences/passing-of-time',
    wakeOn: ['thread.woven', 'audiences.standings'],
    gatherMs,
    nextAt: nextChangeAt,
    run: async () => {
      const due = await inWork(whoIsDue)
      if (due.length > 0) await inWork((work) => follow(work, reader, due))
      return due.length > 0
    },
  }
}

async function whoIsDue({ tx, now }: Work): Promise<string[]> {
  const rows = await tx
    .selectFrom('audiences.standing')
    .select('customer_id')
    .where('next_change_at', '<=', now)
    .orderBy('next_change_at')
    .limit(portion)
    .execute()
  return rows.map((row) => row.customer_id)
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
