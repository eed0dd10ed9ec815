import { useCallback, useEffect, useMemo, useState } from 'react'
import { z } from 'zod'
import { type Channel, LiveEvent } from '../../../server/src/modules/thread/contract.ts'
import { parsed, useLive } from '../api/useLive.ts'

interface Wanted {
  channel?: Channel | undefined
  search?: string | undefined
}

/** As many as a person can look through; older ones are on the customers' own pages. */
const mostShown = 300

/**
 * The newest events, newest first. While one reads further down, or has paused, what comes is counted
 * and kept aside, so that nothing moves under their eyes.
 */
export function useLiveEvents(wanted: Wanted) {
  const [shown, setShown] = useState<LiveEvent[]>([])
  const [aside, setAside] = useState<LiveEvent[]>([])
  const [paused, setPaused] = useState(false)

  const take = useCallback(
    (events: LiveEvent[]) => {
      const fresh = [...events].reverse()
      if (paused || isReading()) setAside((kept) => newest([...fresh, ...kept]))
      else setShown((kept) => newest([...fresh, ...kept]))
    },
    [paused],
  )
  const state = useLive({
    path: '/api/events/live',
    on: { events: parsed(z.array(LiveEvent), take) },
  })

  const showWaiting = useCallback(() => {
    setShown((kept) => newest([...aside, ...kept]))
    setAside([])
  }, [aside])
  useEffect(() => {
    if (!paused && !isReading() && aside.length > 0) showWaiting()
  }, [paused, aside, showWaiting])

  const fits = useMemo(() => fitting(wanted), [wanted])
  return {
    events: shown.filter(fits),
    waiting: aside.filter(fits).length,
    state,
    paused,
    setPaused,
    showWaiting,
  }
}

/** The stream tells its last events again when it comes back: each is shown once. */
function newest(events: LiveEvent[]): LiveEvent[] {
  return [...new Map(events.map((event) => [event.id, event])).values()].slice(0, mostShown)
}

function isReading(): boolean {
  return window.scrollY > 80
}

function fitting({ channel, search = '' }: Wanted) {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  return (event: LiveEvent) => {
    if (channel && event.channel !== channel) return false
    if (words.length === 0) return true
    const { name, customerName, sourceName, customerId, properties } = event
    const text = `${name} ${customerName} ${sourceName} ${customerId} ${JSON.stringify(properties)}`
    return words.every((word) => text.toLowerCase().includes(word))
  }
}
