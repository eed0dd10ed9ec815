import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { hasModifier, isWriting } from '../ui/keyboard.ts'

/** After `g`, one letter goes to a page. */
export const goTo = {
  h: '/',
  l: '/live',
  c: '/customers',
  a: '/audiences',
  j: '/journeys',
  m: '/messages',
  s: '/sources',
} as const

interface GlobalKeys {
  openPalette: () => void
  openShortcuts: () => void
}

/** How long after `g` a letter still means a page. */
const patience = 1_200

/** Keys that work anywhere, unless one is writing. */
export function useGlobalKeys({ openPalette, openShortcuts }: GlobalKeys) {
  const navigate = useNavigate()
  const goingUntil = useRef(0)

  useEffect(() => {
    const go = (letter: string) => {
      const going = goingUntil.current > Date.now()
      goingUntil.current = letter === 'g' ? Date.now() + patience : 0
      if (!going || !(letter in goTo)) return false
      navigate({ to: goTo[letter as keyof typeof goTo] })
      return true
    }
    const single: Record<string, () => boolean> = {
      '?': () => {
        openShortcuts()
        return true
      },
      '/': focusSearch,
    }
    const onKey = (event: KeyboardEvent) => {
      const key = event.key.toLowerCase()
      if ((event.metaKey || event.ctrlKey) && key === 'k') {
        event.preventDefault()
        openPalette()
      } else if (!hasModifier(event) && !isWriting(event.target) && (go(key) || single[key]?.())) {
        event.preventDefault()
      }
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [navigate, openPalette, openShortcuts])
}

/** A list's own search field, marked by the page that has one. */
function focusSearch(): boolean {
  const field = document.querySelector<HTMLInputElement>('input[data-page-search]')
  field?.focus()
  return field !== null
}
