import { sql } from 'kysely'
import { z } from 'zod'
import type { Job } from '../../kernel/jobs.ts'
import type { InWork } from '../../kernel/work.ts'
import { prove } from './proof.ts'

/** Proofs and keys of what was done once are looked up for so long. */
const keptDays = 400

export const proofJob = { name: 'stock/prove', payload: z.unknown() }

export function stockJobs(inWork: InWork): Job[] {
  return [
    {
      ...proofJob,
      cron: '17 2 * * *',
      run: async () => {
        await inWork(prove)
      },
    },
    {
      name: 'stock/forget',
      payload: z.unknown(),
      cron: '29 3 * * *',
      run: () =>
        inWork(async ({ tx, now }) => {
          const before = new Date(now.getTime() - keptDays * 86_400_000)
          await sql`delete from stock.once where at < ${before}`.execute(tx)
          await sql`delete from stock.proof where at < ${before}`.execute(tx)
        }),
    },
  ]
}
