import { Modal } from '@mantine/core'
import type { FormEvent } from 'react'
import type { JourneyDetail } from '../../../server/src/modules/journeys/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import classes from '../ui/FormEnd.module.css'
import { FormEnd } from '../ui/FormEnd.tsx'

interface StopDialogProps {
  journey: JourneyDetail
  busy: boolean
  error: unknown
  onStop: () => void
  onClose: () => void
}

/** Who is let go does not come back, so it says how many they are. */
export function StopDialog({ journey, busy, error, onStop, onClose }: StopDialogProps) {
  const { t } = useTexts()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onStop()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('canvas.stop.title', { name: journey.name })}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <form onSubmit={submit} className={classes.fields}>
        <p>{t('canvas.stop.text', { people: journey.waiting })}</p>
        <FormEnd action={t('canvas.stop')} busy={busy} error={error} onCancel={onClose} />
      </form>
    </Modal>
  )
}
