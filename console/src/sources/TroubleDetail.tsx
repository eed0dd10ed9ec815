import { CloseButton } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTexts } from '../texts/TextsProvider.tsx'
import { useEscape } from '../ui/useEscape.ts'
import classes from './TroublePage.module.css'

interface TroubleDetailProps {
  title: string
  detail: string
  action: ReactNode
  onClose: () => void
  children: ReactNode
}

/** An event in trouble beside the list: why, what came, and the way back to the thread. */
export function TroubleDetail({ title, detail, action, onClose, children }: TroubleDetailProps) {
  const { t } = useTexts()
  useEscape(onClose)
  return (
    <aside className={classes.detail} aria-label={title}>
      <header className={classes.head}>
        <h2 className={classes.title}>{title}</h2>
        <CloseButton aria-label={t('ui.close')} onClick={onClose} />
      </header>
      <p className={classes.text}>{detail}</p>
      {action}
      {children}
    </aside>
  )
}
