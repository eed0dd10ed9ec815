import { useCallback, useEffect, useMemo, useState } from 'react'
import { z } from 'zod'
import { LiveEvent } from '../../../server/src/modules/thread/contract.ts'
import { LiveRest } from '../../../server/src/modules/thread/live/contract.ts'
import { parsed, useLive } from '../api/useLive.ts'
import { fitting, type LiveLine, type Wanted } from './liveLine.ts'

/** As many as a person can look through; older ones are on the customers' own pages. */
const mostShown = 300

/**
 * The newest events, newest first. While one reads further down, or has paused, what comes is counted
 * and kept aside, so that nothing moves under their eyes.
 */
export function useLiveEvents(wanted: Wanted) {
  const [shown, setShown] = useState<LiveLine[]>([])
  const [aside, setAside] = useState<LiveLine[]>([])
  const [paused, setPaused] = useState(false)

  const take = useCallback(
    (events: LiveLine[]) => {
      const fresh = [...events].reverse()
      if (paused || isReading()) setAside((kept) => newest([...fresh, ...kept]))
      else setShown((kept) => newest([...fresh, ...kept]))
    },
    [paused],
  )
  const state = useLive({
    path: '/api/events/live',
    on: {
      events: parsed(z.array(LiveEvent), take),
      rest: parsed(z.array(LiveRest), take),
    },
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
    lines: shown.filter(fits),
    waiting: aside.filter(fits).length,
    state,
    paused,
    setPaused,
    showWaiting,
  }
}

/** The stream tells its last events again when it comes back: each is shown once. */
function newest(events: LiveLine[]): LiveLine[] {
  return [...new Map(events.map((event) => [event.id, event])).values()]
    .sort((one, other) => Date.parse(other.receivedAt) - Date.parse(one.receivedAt))
    .slice(0, mostShown)
}

function isReading(): boolean {
  return window.scrollY > 80
}
