import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

/** A mail server of the world that refuses for good as many mails as it is told, and takes all others. */
export async function openProvider() {
  const state = { refuses: 0 }
  const server = new SMTPServer({
    ...{ authOptional: true, disabledCommands: ['AUTH', 'STARTTLS'], closeTimeout: 100 },
    onData: (stream, _session, done) => {
      const refused = Object.assign(new Error('5.7.1 missing permissions'), { responseCode: 554 })
      stream.on('end', () => done(state.refuses-- > 0 ? refused : null)).resume()
    },
  })
  server.on('error', () => {})
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    refuse: (mails: number) => {
      state.refuses = mails
    },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}
export type Provider = Awaited<ReturnType<typeof openProvider>>
