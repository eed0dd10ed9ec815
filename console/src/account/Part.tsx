import { type ReactNode, useId } from 'react'
import classes from './Account.module.css'

interface PartProps {
  title: string
  /** How it stands, beside the title. */
  state?: ReactNode
  text: string
  actions?: ReactNode
  children?: ReactNode
}

/** One of the things that an account is made of. */
export function Part({ title, state, text, actions, children }: PartProps) {
  const id = useId()
  return (
    <section className={classes.part} aria-labelledby={id}>
      <header className={classes.head}>
        <div>
          <h2 className={classes.title}>
            <span id={id}>{title}</span>
            {state}
          </h2>
          <p className={classes.text}>{text}</p>
        </div>
        {actions && <div className={classes.actions}>{actions}</div>}
      </header>
      {children}
    </section>
  )
}
