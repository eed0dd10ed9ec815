import { useEffect } from 'react'
import { isWriting } from './keyboard.ts'

/** Escape closes what is open beside a list, unless something floats above it. */
export function useEscape(close: () => void) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !isWriting(event.target)) close()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [close])
}
