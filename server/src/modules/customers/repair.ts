import { z } from 'zod'
import type { Db } from '../../kernel/database.ts'
import { addJob, type Job } from '../../kernel/jobs.ts'
import type { InWork, Work } from '../../kernel/work.ts'
import { type Actor, audit } from '../team/index.ts'
import type { Fact } from '../thread/events.ts'
import { record } from '../thread/index.ts'
import { type Discrepancy, discrepancies } from './discrepancies.ts'
import { unmergeFacts } from './orders.ts'
import { nameOfActor } from './rule-changes.ts'
import { rulebookOf } from './rule-store.ts'

const Repair = z.object({ by: z.string() })
const repairJob = { name: 'customers/repair', payload: Repair }

/** Lets the rules that hold now be applied to the customers there are, behind the scenes. */
export async function orderRepair(work: Work, actor: Actor): Promise<void> {
  const by = nameOfActor(actor)
  await audit(work, actor, 'customers/repair-ordered', 'identity:rules')
  await addJob(work.tx, repairJob, { by }, { key: 'customers/repair' })
}

/**
 * Mends by the same orders that a person could give, each in its place on the thread, so each stands in
 * the log and can be undone. Run twice it finds nothing the second time.
 */
export function repair(db: Db, inWork: InWork): Job<z.infer<typeof Repair>> {
  return {
    ...repairJob,
    run: async ({ by }) => {
      let waiting: Discrepancy[] = []
      const mend = async () => {
        const some = waiting
        waiting = []
        await inWork((work) =>
          record(
            work,
            some.flatMap((one) => factsOf(one, by)),
          ),
        )
      }
      for await (const one of discrepancies(db, await rulebookOf(db))) {
        waiting.push(one)
        if (waiting.length === 100) await mend()
      }
      if (waiting.length > 0) await mend()
    },
  }
}

function factsOf(one: Discrepancy, by: string): Fact[] {
  const common = { customerId: one.customerId, channel: 'api' as const }
  const because = { by, reason: `rules: ${one.why}`, repair: true }
  if (one.what === 'split') {
    const { mergeId, keptId, restoredId } = one
    return unmergeFacts({ mergeId, keptId, restoredId, keepApart: false, ...because })
  }
  if (one.what === 'detach') {
    const properties = { ...one.identifier, ...because }
    return [{ ...common, name: 'Identifier Detached', properties }]
  }
  const properties = { absorb: one.otherId, ...because }
  return [{ ...common, name: 'Customers Merged', properties }]
}
