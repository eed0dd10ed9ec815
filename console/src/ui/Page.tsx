import { IconChevronLeft } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useEffect } from 'react'
import { useAnnounce } from './LiveRegion.tsx'
import classes from './Page.module.css'

interface PageProps {
  title: string
  /** The answer to the question the person came with, in one line under the title. */
  answer?: ReactNode
  /** What they can do about it. */
  actions?: ReactNode
  /** Where one came from: `{ to: '/customers', label: 'Clients' }`. */
  parent?: { to: string; label: string }
  children: ReactNode
}

/** The frame of every page. First the answer, then what can be done, then the rest. */
export function Page({ title, answer, actions, parent, children }: PageProps) {
  const announce = useAnnounce()
  useEffect(() => {
    document.title = `${title} · Filrouge`
    announce(title)
  }, [title, announce])
  return (
    <>
      <header className={classes.head}>
        <div className={classes.titles}>
          {parent && (
            <Link to={parent.to as '/'} className={classes.parent}>
              <IconChevronLeft size={14} stroke={1.6} aria-hidden />
              {parent.label}
            </Link>
          )}
          <h1 className={classes.title}>{title}</h1>
          {answer && <div className={classes.answer}>{answer}</div>}
        </div>
        {actions && <div className={classes.actions}>{actions}</div>}
      </header>
      {children}
    </>
  )
}

interface SectionProps {
  title: string
  aside?: ReactNode
  children: ReactNode
}

/** A part of a page with its heading. */
export function Section({ title, aside, children }: SectionProps) {
  return (
    <section className={classes.section} aria-label={title}>
      <header className={classes.sectionHead}>
        <h2 className={classes.sectionTitle}>{title}</h2>
        {aside}
      </header>
      {children}
    </section>
  )
}
