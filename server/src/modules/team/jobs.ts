import { z } from 'zod'
import type { Job } from '../../kernel/jobs.ts'
import type { InWork } from '../../kernel/work.ts'
import { forgetOldTries } from './attempts.ts'

/** What is over and proves nothing: windows of tries, sessions and links that have ended. */
export function teamJobs(inWork: InWork): Job[] {
  return [
    {
      name: 'team/tidy',
      payload: z.unknown(),
      cron: '17 * * * *',
      run: () =>
        inWork(async ({ tx }) => {
          const now = new Date()
          await forgetOldTries(tx)
          await tx.deleteFrom('team.session').where('expires_at', '<', now).execute()
          await tx.deleteFrom('team.invitation').where('expires_at', '<', now).execute()
        }),
    },
  ]
}
