import { useEffect } from 'react'
import { isWriting } from '../../ui/keyboard.ts'
import type { MapEdit } from '../canvas/edit.ts'
import type { DraftInHand } from './useDraft.ts'

interface EditKeys {
  hand: DraftInHand
  edit: MapEdit
  stopPlacing: () => void
}

/** Ctrl-Z and its kin work wherever one stands on the page; escape lets go of what is in hand. */
export function useEditKeys({ hand: { undo, redo }, edit, stopPlacing }: EditKeys) {
  useEffect(() => {
    const letGo = () => {
      stopPlacing()
      edit.startMove(undefined)
    }
    const onKey = (event: KeyboardEvent) => {
      if (isWriting(event.target)) return
      if (event.key === 'Escape') return letGo()
      const deeds = new Map([
        ['z', event.shiftKey ? redo : undo],
        ['y', redo],
      ])
      const key = event.key.toLowerCase()
      if (!(event.metaKey || event.ctrlKey) || !deeds.has(key)) return
      event.preventDefault()
      deeds.get(key)?.()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [undo, redo, edit, stopPlacing])
}
