import type { ReactNode } from 'react'
import classes from './State.module.css'

interface EmptyStateProps {
  icon: ReactNode
  /** What would be here. */
  title: string
  /** What it is good for, with an example. */
  children: ReactNode
  /** The one thing to do about it. */
  action?: ReactNode
}

/** An empty place teaches: what this is, one example, one action. */
export function EmptyState({ icon, title, children, action }: EmptyStateProps) {
  return (
    <div className={classes.state}>
      <div className={classes.icon}>{icon}</div>
      <p className={classes.title}>{title}</p>
      <div className={classes.text}>{children}</div>
      {action && <div className={classes.action}>{action}</div>}
    </div>
  )
}
