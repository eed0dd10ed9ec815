import { readFile } from 'node:fs/promises'
import type { Db } from '../../kernel/database.ts'
import type { Loop } from '../../kernel/loops.ts'
import type { InWork } from '../../kernel/work.ts'
import type { Links } from '../consent/index.ts'
import { startCatcher } from './catcher.ts'
import type { Delivery } from './contract.ts'
import type { MailParts } from './house.ts'
import { messagesLoops } from './loops.ts'
import { type PlainMail, postPlain } from './plain-mail.ts'
import { mailTransport, type TransportOptions } from './transport.ts'

export interface MessagesOptions {
  readonly db: Db
  readonly inWork: InWork
  readonly links: Links
  /** A demo writes to nobody, whatever its settings say. */
  readonly demo: boolean
  readonly config: {
    readonly baseUrl: string
    readonly smtpUrl: string | undefined
    readonly mailFrom: string | undefined
    readonly dkim:
      | { readonly domain: string; readonly selector: string; readonly keyFile: string }
      | undefined
  }
}

/** What the routes need. */
export interface MessageDoors {
  readonly db: Db
  readonly inWork: InWork
  readonly mail: MailParts
  readonly delivery: Omit<Delivery, 'from'>
}

export interface OpenMessages {
  readonly routes: MessageDoors
  readonly loops: Loop[]
  /**
   * Hands over a mail that is no message to a customer: no ledger, no consent, no tracking. Absent where
   * the catcher is, which whoever may read messages reads.
   */
  readonly post: ((mail: PlainMail) => Promise<void>) | undefined
  /** Once the loops have stopped. */
  close(): Promise<void>
}

/** What sends mails in this process: through the server that was named, else into the catcher. */
export async function openMessages(options: MessagesOptions): Promise<OpenMessages> {
  const { db, inWork, links, demo, config } = options
  const catcher = demo || !config.smtpUrl ? await startCatcher(inWork) : undefined
  const transport: TransportOptions = {
    url: catcher?.url ?? config.smtpUrl ?? '',
    dkim: config.dkim && {
      domain: config.dkim.domain,
      selector: config.dkim.selector,
      privateKey: await readFile(config.dkim.keyFile, 'utf8'),
    },
  }
  const mail = {
    links,
    baseUrl: config.baseUrl,
    shopUrl: demo ? `${config.baseUrl}/shop` : undefined,
    from: config.mailFrom,
  }
  const pool = mailTransport({ ...transport, connections: 1 })
  const { loops, close } = messagesLoops({ db, inWork, mail, transport })
  return {
    routes: {
      ...{ db, inWork, mail: { ...mail, transport: pool } },
      delivery: {
        to: catcher ? 'catcher' : 'server',
        // Without the name and the password that the address may hold.
        server: config.smtpUrl ? new URL(config.smtpUrl).host : null,
        signedFor: config.dkim?.domain ?? null,
      },
    },
    loops,
    post: catcher ? undefined : (plain) => postPlain({ db, mail, transport: pool }, plain),
    async close() {
      close()
      pool.close()
      await catcher?.close()
    },
  }
}
