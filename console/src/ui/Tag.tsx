import type { ReactNode } from 'react'
import classes from './Tag.module.css'

export type Tone = 'good' | 'warn' | 'bad' | 'info' | 'plain'

/** A state in a word; the colour only repeats it, and the mark has a shape of its own. */
export function Tag({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span className={classes.tag} data-tone={tone}>
      {tone !== 'plain' && <Mark tone={tone} />}
      {children}
    </span>
  )
}

const marks = {
  good: <path d="M1.5 5.2 4 7.6l4.5-5" fill="none" stroke="currentColor" strokeWidth="1.6" />,
  warn: <path d="M5 1 9.4 9H.6z" fill="currentColor" />,
  bad: <path d="m2 2 6 6m0-6-6 6" stroke="currentColor" strokeWidth="1.7" />,
  info: <circle cx="5" cy="5" r="3" fill="currentColor" />,
}

function Mark({ tone }: { tone: keyof typeof marks }) {
  return (
    <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
      {marks[tone]}
    </svg>
  )
}
