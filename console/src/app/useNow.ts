import { useEffect, useState } from 'react'
import { useSession } from './session.ts'

/** The product's time: the wall clock, but in a demo whose clock was moved. Ticks twice a minute. */
export function useNow(everyMs = 30_000): Date {
  const { now, readAt } = useSession()
  const ahead = Date.parse(now) - readAt
  const [wall, setWall] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setWall(Date.now()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return new Date(Math.max(wall, readAt) + ahead)
}
