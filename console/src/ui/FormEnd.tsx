import { Button } from '@mantine/core'
import { useTexts } from '../texts/TextsProvider.tsx'
import classes from './FormEnd.module.css'
import { Refused } from './Refused.tsx'

interface FormEndProps {
  action: string
  busy: boolean
  error: unknown
  disabled?: boolean
  onCancel: () => void
}

/** The foot of a form in a dialog: what was refused, the way back, and the one thing to do. */
export function FormEnd({ action, busy, error, disabled = false, onCancel }: FormEndProps) {
  const { t } = useTexts()
  return (
    <>
      <Refused error={error} />
      <div className={classes.end}>
        <Button variant="default" onClick={onCancel}>
          {t('ui.cancel')}
        </Button>
        <Button type="submit" loading={busy} disabled={disabled}>
          {action}
        </Button>
      </div>
    </>
  )
}
