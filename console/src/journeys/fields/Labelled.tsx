import { type ReactNode, useId } from 'react'
import classes from './Fields.module.css'

/** A field that has its name above it, where no sentence leads to it. */
export function Labelled({ label, children }: { label: string; children: ReactNode }) {
  const id = useId()
  return (
    <fieldset className={classes.labelled} aria-labelledby={id}>
      <p id={id} className={classes.label}>
        {label}
      </p>
      {children}
    </fieldset>
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
