import { useCallback, useEffect, useRef, useState } from 'react'

export type SaveState = 'saved' | 'waiting' | 'saving' | 'failed' | 'incomplete'

const patience = 600

interface Autosave<Value> {
  value: Value
  /** Writes it down; nothing is written while another write is under way. */
  save: (value: Value) => Promise<unknown>
  /** Whether the server would take it as it is. */
  complete: boolean
}

/** Writes what has changed once the hands rest, always the newest, and at the latest when one leaves. */
export function useAutosave<Value>({ value, save, complete }: Autosave<Value>) {
  const [state, setState] = useState<SaveState>('saved')
  const [error, setError] = useState<unknown>()
  const latest = useRef({ value, save, complete })
  latest.current = { value, save, complete }
  const written = useRef(value)
  const busy = useRef(false)

  const write = useCallback(async () => {
    while (!busy.current && latest.current.complete && latest.current.value !== written.current) {
      const { value: now, save: keep } = latest.current
      busy.current = true
      setState('saving')
      try {
        await keep(now)
        written.current = now
        setError(undefined)
        setState('saved')
      } catch (problem) {
        setError(problem)
        setState('failed')
        return
      } finally {
        busy.current = false
      }
    }
  }, [])

  useEffect(() => {
    if (value === written.current) return
    setState(complete ? 'waiting' : 'incomplete')
    const timer = setTimeout(write, patience)
    return () => clearTimeout(timer)
  }, [value, complete, write])

  useEffect(() => () => void write(), [write])

  useEffect(() => {
    if (state === 'saved') return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [state])

  return { state, error, retry: write }
}
