import { type ReactNode, useId } from 'react'
import { useTexts } from '../texts/TextsProvider.tsx'
import classes from './Panel.module.css'
import { problemText } from './problemText.ts'

interface PanelProps {
  title: string
  aside?: ReactNode
  error?: unknown
  isLoading?: boolean
  children: ReactNode
}

/** One fact about the object of a page; it loads and fails by itself, the rest of the page stays. */
export function Panel({ title, aside, error, isLoading = false, children }: PanelProps) {
  const { t } = useTexts()
  const id = useId()
  return (
    <section className={classes.panel} aria-labelledby={id}>
      <header className={classes.head}>
        <h2 id={id} className={classes.title}>
          {title}
        </h2>
        {aside}
      </header>
      {error ? (
        <p className={classes.error} role="alert">
          {problemText(t, error)}
        </p>
      ) : isLoading ? (
        <div className={classes.bones} aria-hidden="true">
          <span />
          <span />
        </div>
      ) : (
        children
      )}
    </section>
  )
}
