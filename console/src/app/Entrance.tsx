import type { FormEvent, ReactNode } from 'react'
import { ThreadLogo } from '../ui/Thread.tsx'
import classes from './Entrance.module.css'
import { LanguageSwitch } from './LanguageSwitch.tsx'

interface EntranceProps {
  title: string
  text: string
  onSubmit: () => void
  children: ReactNode
}

/** The house seen from the street: sign-in and the first owner's page. */
export function Entrance({ title, text, onSubmit, children }: EntranceProps) {
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSubmit()
  }
  return (
    <div className={classes.street}>
      <main className={classes.door}>
        <div className={classes.thread} aria-hidden="true" />
        <p className={classes.name}>
          <ThreadLogo size={28} /> Filrouge
        </p>
        <h1 className={classes.title}>{title}</h1>
        <p className={classes.text}>{text}</p>
        <form className={classes.form} onSubmit={submit}>
          {children}
        </form>
      </main>
      <footer className={classes.foot}>
        <LanguageSwitch />
      </footer>
    </div>
  )
}
