import { Button } from '@mantine/core'
import type { FormEvent, ReactNode } from 'react'
import type { PlaceLevel } from '../../../server/src/modules/stock/view-contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import classes from '../ui/FormEnd.module.css'
import { Refused } from '../ui/Refused.tsx'

export interface LevelFormProps {
  sku: string
  level: PlaceLevel
  onClose: () => void
}

interface DialogFormProps {
  deed: { error: unknown; isPending: boolean }
  ready: boolean
  onSubmit: () => void
  onClose: () => void
  children: ReactNode
}

/** The frame of a form in a dialog: its fields, why it was refused, and its two ways out. */
export function DialogForm({ deed, ready, onSubmit, onClose, children }: DialogFormProps) {
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
          {t('stock.save')}
        </Button>
      </div>
    </form>
  )
}
