import { z } from 'zod'
import type { Job } from '../../kernel/jobs.ts'
import type { Loop } from '../../kernel/loops.ts'
import type { InWork } from '../../kernel/work.ts'
import { dropOldMails } from './caught.ts'
import { type SenderParts, senderLoop } from './sender.ts'
import { sweepLoop } from './sweep.ts'
import { type MailTransport, mailTransport, type TransportOptions } from './transport.ts'
import { Versions } from './versions.ts'

export interface MessagesLoopsOptions extends Omit<SenderParts, 'versions' | 'mail'> {
  readonly mail: Omit<SenderParts['mail'], 'transport'>
  readonly transport: TransportOptions
}

/**
 * The two lanes, each with connections of its own: what an event caused waits behind no broadcast, not
 * even in the pool. `close` ends the connections, once the loops have stopped.
 */
export function messagesLoops({ db, inWork, mail, transport }: MessagesLoopsOptions): {
  loops: Loop[]
  close(): void
} {
  const versions = new Versions()
  const pools: MailTransport[] = []
  const lane = (name: 'event' | 'broadcast', connections: number) => {
    const pool = mailTransport({ ...transport, connections })
    pools.push(pool)
    return senderLoop({ db, inWork, versions, mail: { ...mail, transport: pool } }, name)
  }
  return {
    loops: [lane('event', 4), lane('broadcast', 8), sweepLoop(inWork)],
    close: () => {
      for (const pool of pools) pool.close()
    },
  }
}

export const messagesJobs = (inWork: InWork): Job[] => [
  {
    name: 'messages/drop-old-mails',
    payload: z.unknown(),
    cron: '17 3 * * *',
    run: () => inWork(dropOldMails),
  },
]
