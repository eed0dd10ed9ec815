import { Checkbox, Modal, SegmentedControl, Select, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { NewRequest } from '../../../server/src/modules/consent/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import classes from '../ui/FormEnd.module.css'
import { FormEnd } from '../ui/FormEnd.tsx'
import { useOpenRequest } from './usePrivacy.ts'

const kinds = ['email', 'phone', 'loyalty_card', 'user_id'] as const

interface NewRequestDialogProps {
  onClose: () => void
  onAsked: (id: string) => void
}

/** Writes down what somebody asks; from here on the clock of the law runs. */
export function NewRequestDialog({ onClose, onAsked }: NewRequestDialogProps) {
  const { t } = useTexts()
  const [asked, setAsked] = useState<NewRequest>({
    ...{ kind: 'export', by: 'email', value: '', bar: false },
  })
  const open = useOpenRequest()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    open.mutate(asked, {
      onSuccess: ({ id }) => {
        onAsked(id)
        onClose()
      },
    })
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('consent.requests.new')}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <form onSubmit={submit} className={classes.fields}>
        <SegmentedControl
          aria-label={t('consent.requests.kind')}
          value={asked.kind}
          onChange={(kind) => setAsked({ ...asked, kind: kind as NewRequest['kind'] })}
          data={(['export', 'erasure'] as const).map((value) => ({
            value,
            label: t(`consent.requests.kind.${value}`),
          }))}
        />
        <Select
          label={t('consent.requests.by')}
          allowDeselect={false}
          value={asked.by}
          onChange={(by) => setAsked({ ...asked, by: by ?? 'email' })}
          data={kinds.map((value) => ({ value, label: t(`consent.requests.by.${value}`) }))}
        />
        <TextInput
          data-autofocus
          required
          withAsterisk={false}
          maxLength={255}
          autoComplete="off"
          label={t('consent.requests.value')}
          value={asked.value}
          onChange={(event) => setAsked({ ...asked, value: event.target.value })}
        />
        {asked.kind === 'erasure' && (
          <Checkbox
            label={t('consent.requests.bar')}
            description={t('consent.requests.bar.hint')}
            checked={asked.bar}
            onChange={(event) => setAsked({ ...asked, bar: event.target.checked })}
          />
        )}
        <FormEnd
          action={t('consent.requests.open')}
          busy={open.isPending}
          error={open.error}
          disabled={asked.value.trim() === ''}
          onCancel={onClose}
        />
      </form>
    </Modal>
  )
}
