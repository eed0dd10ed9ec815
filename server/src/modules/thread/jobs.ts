import { z } from 'zod'
import type { Job } from '../../kernel/jobs.ts'
import type { InWork } from '../../kernel/work.ts'
import { forgetDoor } from './door/meter-store.ts'
import { forgetSomeSeen } from './seen.ts'

export function threadJobs(inWork: InWork): Job[] {
  return [
    {
      name: 'thread/forget-seen',
      payload: z.unknown(),
      cron: '23 3 * * *',
      run: async () => {
        while (await inWork(forgetSomeSeen));
      },
    },
    {
      name: 'thread/forget-door',
      payload: z.unknown(),
      cron: '*/10 * * * *',
      run: () => inWork(forgetDoor),
    },
  ]
}
