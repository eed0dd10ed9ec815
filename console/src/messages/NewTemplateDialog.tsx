import { Modal, Select, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { MessagePurpose, Template } from '../../../server/src/modules/messages/contract.ts'
import { send } from '../api/client.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import classes from '../ui/FormEnd.module.css'
import { FormEnd } from '../ui/FormEnd.tsx'
import { starterText } from './starter.ts'

/** Two questions, then the editor with a text that could already be sent. */
export function NewTemplateDialog({ onClose }: { onClose: () => void }) {
  const { t, language } = useTexts()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [name, setName] = useState('')
  const [purpose, setPurpose] = useState<MessagePurpose>('marketing')
  const create = useMutation({
    mutationFn: () =>
      send(
        'POST',
        '/api/messages/templates',
        { name, purpose, contents: { [language]: starterText(t, language) } },
        { answer: Template },
      ),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ['messages', 'templates'] })
      await navigate({ to: '/messages/$id', params: { id } })
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
      title={t('messages.new.title')}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <form onSubmit={submit} className={classes.fields}>
        <TextInput
          data-autofocus
          required
          withAsterisk={false}
          maxLength={120}
          label={t('messages.new.name')}
          placeholder={t('messages.new.example')}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Select
          label={t('messages.purpose')}
          allowDeselect={false}
          value={purpose}
          onChange={(value) => setPurpose(MessagePurpose.parse(value))}
          data={MessagePurpose.options.map((value) => ({
            value,
            label: t(`messages.purpose.${value}`),
          }))}
        />
        <FormEnd
          action={t('messages.new.create')}
          busy={create.isPending}
          error={create.error}
          onCancel={onClose}
        />
      </form>
    </Modal>
  )
}
