import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import PostalMime from 'postal-mime'
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server'
import type { InWork } from '../../kernel/work.ts'
import { rowNamedBy } from './compose.ts'

export interface Catcher {
  /** Where to hand mails over to. */
  readonly url: string
  close(): Promise<void>
}

/**
 * A mail server on this machine that sends nothing on: every mail lands in the viewer. The default
 * where no SMTP server is named, and the only one that a demo has. Each process has its own, on a port
 * of its own, and all share one table.
 */
export async function startCatcher(inWork: InWork): Promise<Catcher> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    banner: 'Filrouge: mails stay here',
    logger: false,
    closeTimeout: 1000,
    onData: (stream, session, done) => {
      keep(inWork, stream, session).then(() => done(), done)
    },
  })
  server.on('error', () => {}) // of a single connection; its mail is tried again
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

async function keep(inWork: InWork, stream: SMTPServerDataStream, session: SMTPServerSession) {
  const raw = await buffer(stream)
  const { subject, messageId } = await headOf(raw)
  const named = rowNamedBy(messageId)
  const { mailFrom, rcptTo } = session.envelope
  await inWork((work) =>
    work.tx
      .insertInto('messages.caught_mail')
      .values({
        id: work.newId(),
        caught_at: work.now,
        customer_id: named?.customerId ?? null,
        message_id: named?.id ?? null,
        sender: mailFrom ? mailFrom.address : '',
        recipients: rcptTo.map(({ address }) => address),
        subject,
        raw,
      })
      .execute(),
  )
}

/** The head of a mail says what a list of mails shows; its body is read when somebody opens it. */
async function headOf(raw: Buffer) {
  const end = raw.indexOf('\r\n\r\n')
  const { subject, messageId } = await PostalMime.parse(end < 0 ? raw : raw.subarray(0, end + 4))
  return { subject: (subject ?? '').replaceAll('\0', ''), messageId: messageId ?? '' }
}
