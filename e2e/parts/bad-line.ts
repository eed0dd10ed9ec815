import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

/**
 * What befalls one request: it passes; it is answered with a status and never arrives; its connection
 * breaks before it arrives, or after it did, when the answer was already on its way.
 */
export type Fate =
  | 'pass'
  | 'reset before'
  | 'reset after'
  | { readonly status: number; readonly retryAfter?: number }

/**
 * A line to the product that is as bad as the test wants it: the next POSTs meet the `fates` in turn,
 * those after them pass. `met` counts what each met.
 */
export async function badLine(target: { readonly port: number }) {
  const fates: Fate[] = []
  const met: Fate[] = []

  const server = createServer(async (incoming, outgoing) => {
    const body = await buffer(incoming)
    const fate = incoming.method === 'POST' ? (fates.shift() ?? 'pass') : 'pass'
    met.push(fate)
    if (fate === 'reset before') return incoming.socket.resetAndDestroy()
    if (typeof fate === 'object') return refuse(outgoing, fate)
    try {
      const { status, headers, answer } = await forward(incoming, target.port, body)
      if (fate === 'reset after') return incoming.socket.resetAndDestroy()
      outgoing.writeHead(status, headers).end(answer)
    } catch {
      incoming.socket.resetAndDestroy() // nobody is behind the line just now
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    fates,
    met,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

function refuse(outgoing: ServerResponse, { status, retryAfter }: Exclude<Fate, string>) {
  if (retryAfter !== undefined) outgoing.setHeader('retry-after', retryAfter)
  outgoing
    .writeHead(status, {
      'access-control-allow-origin': '*',
      'access-control-expose-headers': 'retry-after',
    })
    .end('{}')
}

async function forward(
  { method = 'GET', url = '/', headers }: IncomingMessage,
  port: number,
  body: Buffer,
) {
  const onward = request({ host: '127.0.0.1', port, method, path: url, headers, agent: false })
  onward.end(body)
  const [response] = (await once(onward, 'response')) as [IncomingMessage]
  return {
    status: response.statusCode ?? 502,
    headers: response.headers,
    answer: await buffer(response),
  }
}
