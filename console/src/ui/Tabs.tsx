import { Link } from '@tanstack/react-router'
import { type ReactNode, useEffect, useRef } from 'react'
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
  const row = useRef<HTMLElement>(null)
  const current = tabs.findIndex(({ active }) => active)
  // On a phone the row is wider than the screen: the tab of this page must be seen.
  useEffect(() => {
    const tab = row.current?.children[current]
    if (!row.current || !(tab instanceof HTMLElement)) return
    const { offsetLeft, clientWidth } = row.current
    row.current.scrollLeft = tab.offsetLeft - offsetLeft - (clientWidth - tab.offsetWidth) / 2
  }, [current])
  return (
    <nav ref={row} className={classes.tabs} aria-label={label}>
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
