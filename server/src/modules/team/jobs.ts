import { z } from 'zod'
import type { Job } from '../../kernel/jobs.ts'
import type { InWork } from '../../kernel/work.ts'
import { forgetOldTries } from './attempts.ts'
import type { LetterBox } from './letters.ts'
import { resetJob } from './reset.ts'
import { forgetOldTickets } from './tickets.ts'

/** How this house reaches its team; absent where mail goes nowhere. */
interface Mail {
  readonly post: LetterBox
  readonly baseUrl: string
}

/** What is over and proves nothing: windows of tries, sessions and links that have ended. */
// biome-ignore lint/suspicious/noExplicitAny: each job checks its own payload
export function teamJobs(inWork: InWork, mail?: Mail): Job<any>[] {
  return [
    ...(mail ? [resetJob(inWork, mail)] : []),
    {
      name: 'team/tidy',
      payload: z.unknown(),
      cron: '17 * * * *',
      run: () =>
        inWork(async ({ tx }) => {
          const now = new Date()
          await forgetOldTries(tx)
          await forgetOldTickets(tx)
          await tx.deleteFrom('team.session').where('expires_at', '<', now).execute()
          await tx.deleteFrom('team.invitation').where('expires_at', '<', now).execute()
        }),
    },
  ]
}
