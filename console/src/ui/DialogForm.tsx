import { Button } from '@mantine/core'
import type { FormEvent, ReactNode } from 'react'
import { useTexts } from '../texts/TextsProvider.tsx'
import classes from './FormEnd.module.css'
import { Refused } from './Refused.tsx'

interface DialogFormProps {
  deed: { error: unknown; isPending: boolean }
  ready: boolean
  /** What the button says. */
  save: string
  onSubmit: () => void
  onClose: () => void
  children: ReactNode
}

/** The frame of a form in a dialog: its fields, why it was refused, and its two ways out. */
export function DialogForm({ deed, ready, save, onSubmit, onClose, children }: DialogFormProps) {
  const { t } = useTexts()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (ready) onSubmit()
  }
  return (
    <form onSubmit={submit} className={classes.fields}>
      {children}
      <Refused error={deed.error} />
      <div className={classes.end}>
        <Button variant="default" onClick={onClose}>
          {t('ui.cancel')}
        </Button>
        <Button type="submit" disabled={!ready} loading={deed.isPending}>
          {save}
        </Button>
      </div>
    </form>
  )
}
