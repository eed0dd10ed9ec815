import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import classes from './Dropdown.module.css'

interface DropdownProps {
  /** What is said of a button that shows no words. */
  label?: string
  title?: string
  /** What the button shows. */
  face: ReactNode
  faceClassName?: string | undefined
  children: ReactNode
}

/**
 * A button and the panel that it unfolds. Not a menu in the ARIA sense, which allows nothing but
 * items in it: what is inside are plain buttons, reached with tab, left with escape.
 */
export function Dropdown({ label, title = label, face, faceClassName, children }: DropdownProps) {
  const [open, setOpen] = useState(false)
  const root = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const id = useId()

  useEffect(() => {
    if (!open) return
    const leave = (event: Event) => {
      if (!root.current?.contains(event.target as Node)) setOpen(false)
    }
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      setOpen(false)
      button.current?.focus()
    }
    document.addEventListener('pointerdown', leave)
    document.addEventListener('focusin', leave)
    document.addEventListener('keydown', onKey)
    return () => {
      document.removeEventListener('pointerdown', leave)
      document.removeEventListener('focusin', leave)
      document.removeEventListener('keydown', onKey)
    }
  }, [open])

  return (
    <div ref={root} className={classes.root}>
      <button
        ref={button}
        type="button"
        className={faceClassName ?? classes.face}
        aria-label={label}
        title={title}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      >
        {face}
      </button>
      {open && (
        <div id={id} className={classes.panel}>
          {children}
        </div>
      )}
    </div>
  )
}

interface DropdownItemProps {
  icon?: ReactNode
  /** One of several of which one holds. */
  chosen?: boolean
  lang?: string
  onPick: () => void
  children: ReactNode
}

export function DropdownItem({ icon, chosen, lang, onPick, children }: DropdownItemProps) {
  return (
    <button
      type="button"
      className={classes.item}
      lang={lang}
      aria-pressed={chosen}
      onClick={onPick}
    >
      {icon}
      {children}
    </button>
  )
}

export function DropdownLabel({ children }: { children: ReactNode }) {
  return <p className={classes.label}>{children}</p>
}

export function DropdownLine() {
  return <hr className={classes.line} />
}
