import { z } from 'zod'
import type { Job } from '../../kernel/jobs.ts'
import type { InWork } from '../../kernel/work.ts'
import { forgetFindings } from './findings.ts'

export function customersJobs(inWork: InWork): Job[] {
  return [
    {
      name: 'customers/forget-findings',
      payload: z.unknown(),
      cron: '53 3 * * *',
      run: () => inWork(({ tx }) => forgetFindings(tx)),
    },
  ]
}
