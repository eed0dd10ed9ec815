import { useEffect, useRef, useState } from 'react'
import type { z } from 'zod'

export type LiveState = 'connecting' | 'live' | 'lost'

interface Live {
  /** Undefined when there is nothing to listen to (paused, not known yet). */
  path: string | undefined
  /** What to do with each kind of event the stream names; see `parsed`. */
  on: Record<string, (data: unknown) => void>
  /** The connection is back after a loss: read again what may have been missed. */
  onReturn?: () => void
}

/** A listener that takes only what its contract describes. */
export function parsed<Schema extends z.ZodType>(
  schema: Schema,
  listener: (event: z.infer<Schema>) => void,
) {
  return (data: unknown) => {
    const event = schema.safeParse(data)
    if (event.success) listener(event.data)
  }
}

/**
 * Listens to a stream of the server (SSE) for as long as the component is shown:
 * `useLive({ path: '/api/thread/live', on: { entry: parsed(LiveEvent, add) } })`.
 */
export function useLive({ path, on, onReturn }: Live): LiveState {
  const [state, setState] = useState<LiveState>('connecting')
  const handlers = useRef({ on, onReturn })
  useEffect(() => {
    handlers.current = { on, onReturn }
  })
  const names = Object.keys(on).join(' ')

  useEffect(() => {
    if (!path) return
    return listen(path, names.split(' '), setState, handlers)
  }, [path, names])

  return state
}

type Handlers = { current: Pick<Live, 'on' | 'onReturn'> }

function listen(
  path: string,
  names: string[],
  setState: (state: LiveState) => void,
  handlers: Handlers,
) {
  let source: EventSource | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let lost = 0

  const open = () => {
    setState(lost > 0 ? 'lost' : 'connecting')
    source = new EventSource(path)
    source.onopen = () => {
      setState('live')
      if (lost > 0) handlers.current.onReturn?.()
      lost = 0
    }
    for (const name of names) {
      source.addEventListener(name, (message: MessageEvent<string>) => {
        handlers.current.on[name]?.(JSON.parse(message.data))
      })
    }
    // The browser gives up for good after an HTTP error, so we do the waiting ourselves.
    source.onerror = () => {
      source?.close()
      lost += 1
      setState('lost')
      timer = setTimeout(open, Math.min(1_000 * 2 ** Math.min(lost - 1, 4), 15_000))
    }
  }

  open()
  return () => {
    clearTimeout(timer)
    source?.close()
  }
}
