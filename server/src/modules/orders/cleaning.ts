import { z } from 'zod'
import type { Job } from '../../kernel/jobs.ts'
import type { InWork } from '../../kernel/work.ts'

/** A checkout that is sent again comes within minutes, or within days from a phone that was off. */
const keptDays = 7

/** Forgets every night which checkouts were sent by which keys, when they are old. */
export const cleaningJob = (inWork: InWork): Job<object> => ({
  name: 'orders/clean',
  payload: z.object({}),
  cron: '23 3 * * *',
  run: () =>
    inWork(async ({ tx, now }) => {
      await tx
        .deleteFrom('orders.checkout')
        .where('at', '<', new Date(now.getTime() - keptDays * 86_400_000))
        .execute()
    }),
})
