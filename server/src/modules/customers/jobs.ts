import { z } from 'zod'
import type { Db } from '../../kernel/database.ts'
import type { Job } from '../../kernel/jobs.ts'
import type { InWork } from '../../kernel/work.ts'
import { forgetFindings } from './findings.ts'
import { repair } from './repair.ts'

// biome-ignore lint/suspicious/noExplicitAny: each job checks its own payload
export function customersJobs(db: Db, inWork: InWork): Job<any>[] {
  return [
    repair(db, inWork),
    {
      name: 'customers/forget-findings',
      payload: z.unknown(),
      cron: '53 3 * * *',
      run: () => inWork(({ tx }) => forgetFindings(tx)),
    },
  ]
}
