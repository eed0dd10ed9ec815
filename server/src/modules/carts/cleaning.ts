import { z } from 'zod'
import type { Job } from '../../kernel/jobs.ts'
import type { InWork } from '../../kernel/work.ts'
import { forgetOldSessions } from './sessions.ts'

/** Forgets every night what nobody can use any more. */
export const cleaningJob = (inWork: InWork): Job<object> => ({
  name: 'carts/clean',
  payload: z.object({}),
  cron: '17 3 * * *',
  run: () => inWork(forgetOldSessions),
})
