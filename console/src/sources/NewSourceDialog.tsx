import { Button, Modal, Select, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Source, SourceKind, sourceKinds } from '../../../server/src/modules/thread/contract.ts'
import { send } from '../api/client.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { useNotify } from '../ui/Notices.tsx'
import { problemText } from '../ui/problemText.ts'
import classes from './SourcesPage.module.css'

interface NewSourceDialogProps {
  onCreated: (id: string) => void
  onClose: () => void
}

export function NewSourceDialog({ onCreated, onClose }: NewSourceDialogProps) {
  const { t } = useTexts()
  const { notify } = useNotify()
  const queries = useQueryClient()
  const [name, setName] = useState('')
  const [kind, setKind] = useState<SourceKind>('browser')
  const create = useMutation({
    mutationFn: () => send('POST', '/api/sources', { name, kind }, { answer: Source }),
    onSuccess: async (source) => {
      onCreated(source.id)
      await queries.invalidateQueries({ queryKey: ['sources'] })
      notify(t('sources.created', { name: source.name }))
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    create.mutate()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('sources.add')}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <form onSubmit={submit} className={classes.fields}>
        <TextInput
          data-autofocus
          required
          withAsterisk={false}
          maxLength={80}
          label={t('sources.name')}
          placeholder={t('sources.name.example')}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Select
          label={t('sources.kind')}
          allowDeselect={false}
          value={kind}
          onChange={(value) => setKind(SourceKind.parse(value))}
          data={sourceKinds.map((value) => ({ value, label: t(`sources.kind.${value}`) }))}
        />
        {create.error && <p role="alert">{problemText(t, create.error)}</p>}
        <div className={classes.end}>
          <Button variant="default" onClick={onClose}>
            {t('ui.cancel')}
          </Button>
          <Button type="submit" loading={create.isPending}>
            {t('sources.create')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
