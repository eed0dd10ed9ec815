import { z } from 'zod'
import type { Job } from '../../kernel/jobs.ts'
import type { InWork } from '../../kernel/work.ts'
import { expireCards } from './gift-cards/ledger.ts'

const portion = 200

/** Every night, what is left on cards whose day is over. */
export const promotionsJobs = (inWork: InWork): Job[] => [
  {
    name: 'promotions/expire-gift-cards',
    payload: z.unknown(),
    cron: '41 2 * * *',
    run: async () => {
      while ((await inWork((work) => expireCards(work, portion))) === portion);
    },
  },
]
