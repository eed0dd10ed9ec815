import { Modal, Textarea } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTexts } from '../texts/TextsProvider.tsx'
import classes from '../ui/FormEnd.module.css'
import { FormEnd } from '../ui/FormEnd.tsx'
import { useDecideRequest } from './usePrivacy.ts'

interface ReasonDialogProps {
  id: string
  verb: 'extend' | 'refuse'
  onClose: () => void
}

/** More time, or a no: the law wants a reason for either, and that the person is told. */
export function ReasonDialog({ id, verb, onClose }: ReasonDialogProps) {
  const { t } = useTexts()
  const [reason, setReason] = useState('')
  const decide = useDecideRequest(id)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    decide.mutate({ verb, body: { reason } }, { onSuccess: onClose })
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(`consent.requests.${verb}`)}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <form onSubmit={submit} className={classes.fields}>
        <p>{t(`consent.requests.${verb}.text`)}</p>
        <Textarea
          data-autofocus
          autosize
          minRows={2}
          maxLength={500}
          label={t('consent.requests.reason')}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        <FormEnd
          action={t(`consent.requests.${verb}`)}
          busy={decide.isPending}
          error={decide.error}
          disabled={reason.trim().length < 3}
          onCancel={onClose}
        />
      </form>
    </Modal>
  )
}
