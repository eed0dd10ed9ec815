import { Modal, NumberInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Source } from '../../../server/src/modules/thread/contract.ts'
import { send } from '../api/client.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { FormEnd } from '../ui/FormEnd.tsx'
import { useNotify } from '../ui/Notices.tsx'
import classes from './SourcePage.module.css'

/** A new write key; the old one may go on working for a while, or end at once. */
export function RotateDialog({ source, onClose }: { source: Source; onClose: () => void }) {
  const { t } = useTexts()
  const { notify } = useNotify()
  const queries = useQueryClient()
  const [keepHours, setKeepHours] = useState(24)
  const rotate = useMutation({
    mutationFn: () =>
      send('POST', `/api/sources/${source.id}/key`, { keepHours }, { answer: Source }),
    onSuccess: (changed) => {
      queries.setQueryData(['sources', source.id], changed)
      notify(t('sources.rotated'))
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    rotate.mutate()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('sources.rotate')}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <form onSubmit={submit} className={classes.fields}>
        <p className={classes.quiet}>{t('sources.rotate.text')}</p>
        <NumberInput
          data-autofocus
          label={t('sources.rotate.keep')}
          min={0}
          max={168}
          allowDecimal={false}
          value={keepHours}
          onChange={(value) => setKeepHours(Number.parseInt(String(value), 10) || 0)}
        />
        <FormEnd
          action={t('sources.rotate.action')}
          busy={rotate.isPending}
          error={rotate.error}
          onCancel={onClose}
        />
      </form>
    </Modal>
  )
}
