import { useEffect, useRef } from 'react'
import { hasModifier, isWriting } from './keyboard.ts'

const steps: Record<string, number> = { j: 1, k: -1 }

/** j and k walk through the rows of a list; enter then opens the one that has the focus. */
export function useRowKeys<Rows extends HTMLElement = HTMLTableSectionElement>() {
  const rows = useRef<Rows>(null)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const step = steps[event.key]
      if (!step || !rows.current || hasModifier(event) || isWriting(event.target)) return
      const openers = [...rows.current.querySelectorAll<HTMLElement>('[data-row-opener]')]
      const here = openers.indexOf(document.activeElement as HTMLElement)
      const next = openers[here + step] ?? openers[Math.max(here, 0)]
      next?.focus()
      event.preventDefault()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
  return rows
}
