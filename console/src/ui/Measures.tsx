import type { ReactNode } from 'react'
import classes from './Measures.module.css'

interface MeasureProps {
  label: string
  /** As shown, with its unit. */
  value: string
  /** Of what, in which time, how it is counted. */
  note?: ReactNode
}

/** A figure of one object (a journey, an audience), which has no period before to compare with. */
export function Measure({ label, value, note }: MeasureProps) {
  return (
    <div className={classes.measure}>
      <dt className={classes.label}>{label}</dt>
      <dd className={classes.value}>{value}</dd>
      {note && <dd className={classes.note}>{note}</dd>}
    </div>
  )
}

export function Measures({ label, children }: { label: string; children: ReactNode }) {
  return (
    <dl className={classes.measures} aria-label={label}>
      {children}
    </dl>
  )
}
