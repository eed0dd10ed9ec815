import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import classes from './Tabs.module.css'

interface Tab {
  /** A page of its own, or the same page with another `tab` in its address. */
  to: string
  search?: Record<string, string | undefined>
  label: ReactNode
  active: boolean
}

/** Sides of one thing, each with its own address; so they are links, and Back works. */
export function Tabs({ label, tabs }: { label: string; tabs: Tab[] }) {
  return (
    <nav className={classes.tabs} aria-label={label}>
      {tabs.map(({ to, search, label: text, active }) => (
        <Link
          key={`${to}${search?.tab ?? ''}`}
          to={to as '/'}
          search={(search ?? {}) as never}
          className={classes.tab}
          data-active={active}
          aria-current={active ? 'page' : undefined}
          activeProps={{}}
          resetScroll={false}
        >
          {text}
        </Link>
      ))}
    </nav>
  )
}
