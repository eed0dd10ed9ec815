import { Modal, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { TemplateContents } from '../../../server/src/modules/messages/contract.ts'
import { send } from '../api/client.ts'
import { useSession } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import classes from '../ui/FormEnd.module.css'
import { FormEnd } from '../ui/FormEnd.tsx'
import { useNotify } from '../ui/Notices.tsx'

interface TestDialogProps {
  asked: {
    templateId: string
    customerId: string
    language: string
    contents: TemplateContents
    event: object
  }
  /** The customer whose message it is. */
  name: string
  onClose: () => void
}

/** Sends what is seen to somebody of the team. */
export function TestDialog({ asked, name, onClose }: TestDialogProps) {
  const { t } = useTexts()
  const { person } = useSession()
  const { notify } = useNotify()
  const [to, setTo] = useState(person.email)
  const { templateId, ...input } = asked
  const test = useMutation({
    mutationFn: () => send('POST', `/api/messages/templates/${templateId}/test`, { ...input, to }),
    onSuccess: () => {
      notify(t('messages.test.done', { to }))
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    test.mutate()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('messages.test.title')}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <form onSubmit={submit} className={classes.fields}>
        <p>{t('messages.test.text', { name })}</p>
        <TextInput
          data-autofocus
          type="email"
          required
          withAsterisk={false}
          label={t('messages.test.to')}
          value={to}
          onChange={(event) => setTo(event.target.value)}
        />
        <FormEnd
          action={t('messages.test.send')}
          busy={test.isPending}
          error={test.error}
          onCancel={onClose}
        />
      </form>
    </Modal>
  )
}
