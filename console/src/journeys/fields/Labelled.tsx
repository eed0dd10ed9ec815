import type { ReactNode } from 'react'
import classes from './Fields.module.css'

/** A field with its name above it, where no sentence leads to it; the field itself is named, too. */
export function Labelled({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={classes.labelled}>
      <p className={classes.label} aria-hidden="true">
        {label}
      </p>
      {children}
    </div>
  )
}

interface LongTextProps {
  label: string
  value: string
  placeholder?: string
  onChange: (text: string) => void
}

export function LongText({ label, value, placeholder, onChange }: LongTextProps) {
  return (
    <Labelled label={label}>
      <textarea
        className={classes.text}
        aria-label={label}
        value={value}
        placeholder={placeholder}
        onChange={(event) => onChange(event.target.value)}
      />
    </Labelled>
  )
}
