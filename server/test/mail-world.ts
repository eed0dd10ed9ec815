import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer } from 'smtp-server'

/** What a mail server says instead of yes: to these addresses, or, without any, to the whole mail. */
export interface No {
  readonly to?: RegExp
  readonly code: number
  readonly text: string
}

/** A mail server of the world: what it got, and what it says to the next mails. */
export interface MailWorld {
  mails: Email[]
  raw: string[]
  answer: No | undefined
  /** Takes mails and never says so: `silent`; `hang-up` closes the connection instead. */
  manner: 'polite' | 'silent' | 'hang-up'
  readonly url: string
  close(): Promise<void>
}

export async function mailWorld(port = 0): Promise<MailWorld> {
  const state: Pick<MailWorld, 'mails' | 'raw' | 'answer' | 'manner'> = {
    mails: [],
    raw: [],
    answer: undefined,
    manner: 'polite',
  }
  const refused = ({ code, text }: No) => Object.assign(new Error(text), { responseCode: code })
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    closeTimeout: 100,
    onRcptTo: ({ address }, _, done) => {
      const { answer } = state
      done(answer?.to?.test(address) ? refused(answer) : null)
    },
    onData: (stream, session, done) => {
      // A sender that is killed in the middle of a mail has not sent it.
      buffer(stream).then(async (raw) => {
        const { answer, manner } = state
        if (answer && !answer.to) return done(refused(answer))
        state.raw.push(raw.toString())
        state.mails.push(await PostalMime.parse(raw))
        if (manner === 'polite') done()
        if (manner === 'hang-up') connectionOf(server, session.id)?.close()
      }, done)
    },
  })
  server.on('error', () => {})
  server.listen(port, '127.0.0.1')
  await once(server.server, 'listening')
  const address = server.server.address() as AddressInfo
  return Object.assign(state, {
    url: `smtp://127.0.0.1:${address.port}`,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  })
}

interface Connection {
  readonly id: string
  close(): void
}

/** The library's types leave its connections out. */
function connectionOf(server: SMTPServer, id: string): Connection | undefined {
  const { connections } = server as unknown as { connections: Set<Connection> }
  return [...connections].find((connection) => connection.id === id)
}
