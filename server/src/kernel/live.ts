import type { FastifyReply, FastifyRequest } from 'fastify'

/** A page that follows what happens, by server-sent events. */
export interface LiveStream {
  send(event: string, data: unknown, id?: string): void
  readonly closed: boolean
  onClose(listener: () => void): void
  /** Says that there is nothing more to follow. */
  end(): void
}

const open = new Set<() => void>()

/** Ends every live stream of this process, since a server that closes waits for all its answers. */
export function endLiveStreams(): void {
  for (const end of open) end()
}

/**
 * Turns an answer into a live stream. A comment every 20 s keeps proxies from closing it, and a
 * browser opens it again by itself when it breaks.
 */
export function liveStream(
  request: FastifyRequest,
  reply: FastifyReply,
  /** The page of another origin that may read it. */
  origin?: string,
): LiveStream {
  reply.hijack()
  const { raw } = reply
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
    'x-request-id': request.id,
    ...(origin && { 'access-control-allow-origin': origin, vary: 'origin' }),
  })
  raw.write('retry: 2000\n\n')
  const beat = setInterval(() => raw.write(': still here\n\n'), 20_000)
  let closed = false
  const end = () => raw.end()
  open.add(end)
  raw.on('close', () => {
    closed = true
    open.delete(end)
    clearInterval(beat)
  })
  return {
    send(event, data, id) {
      if (closed) return
      raw.write(`${id ? `id: ${id}\n` : ''}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
    },
    get closed() {
      return closed
    },
    onClose: (listener) => raw.on('close', listener),
    end,
  }
}
