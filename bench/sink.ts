import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'

export interface Sink {
  readonly url: string
  /** When each mail had arrived, in milliseconds since the epoch, by the address it was for. */
  readonly arrived: Map<string, number>
  readonly mails: number
  /** How many of the next mails it refuses for good. */
  refuses: number
  close(): void
}

/**
 * An SMTP server that takes everything at once and keeps nothing but the time. Written on the bare
 * protocol, since the usual test server waits 100 ms before each greeting and parses every mail.
 */
export async function startSink(): Promise<Sink> {
  const arrived = new Map<string, number>()
  const state = { mails: 0, refuses: 0 }
  const server = createServer((socket) => {
    let gathered = ''
    let inData = false
    let recipient = ''
    const say = (line: string) => socket.write(`${line}\r\n`)
    say('220 sink ready')
    const command = (line: string) => {
      const verb = line.slice(0, 4).toUpperCase()
      if (verb === 'EHLO') return say('250-sink\r\n250 8BITMIME')
      if (verb === 'RCPT') recipient = /<(.*)>/.exec(line)?.[1] ?? ''
      if (verb === 'DATA') {
        inData = true
        return say('354 go on')
      }
      if (verb === 'QUIT') {
        say('221 bye')
        return socket.end()
      }
      return say('250 ok')
    }
    const answer = () => {
      if (state.refuses > 0) {
        state.refuses--
        return '554 5.7.1 missing permissions'
      }
      state.mails++
      arrived.set(recipient, Date.now())
      return '250 taken'
    }
    const eat = (): boolean => {
      const end = gathered.indexOf(inData ? '\r\n.\r\n' : '\r\n')
      if (end < 0) return false
      const line = gathered.slice(0, end)
      gathered = gathered.slice(end + (inData ? 5 : 2))
      if (inData) {
        inData = false
        say(answer())
      } else command(line)
      return true
    }
    socket.on('error', () => socket.destroy())
    socket.on('data', (chunk) => {
      gathered += chunk.toString('latin1')
      while (eat());
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return Object.assign(state, {
    url: `smtp://127.0.0.1:${port}`,
    arrived,
    close: () => {
      server.close()
    },
  })
}
