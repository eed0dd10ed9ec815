import { VisuallyHidden } from '@mantine/core'
import { createContext, type ReactNode, useCallback, useContext, useState } from 'react'

const Context = createContext<(text: string) => void>(() => {})

/** Tells screen readers what changed by itself or was done: "copied", "3 new events". */
export function useAnnounce() {
  return useContext(Context)
}

export function LiveRegion({ children }: { children: ReactNode }) {
  const [text, setText] = useState('')
  const announce = useCallback((said: string) => {
    setText('')
    // Said again even if it is the same sentence as before.
    requestAnimationFrame(() => setText(said))
  }, [])
  return (
    <Context value={announce}>
      {children}
      <VisuallyHidden role="status">{text}</VisuallyHidden>
    </Context>
  )
}
