import { Modal, NativeSelect, PasswordInput, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { SyncCreated, syncKinds } from '../../../../server/src/modules/audiences/syncs/contract.ts'
import { send } from '../../api/client.ts'
import { useTexts } from '../../texts/TextsProvider.tsx'
import { Copyable } from '../../ui/Copyable.tsx'
import classes from '../../ui/FormEnd.module.css'
import { FormEnd } from '../../ui/FormEnd.tsx'
import { useAudiences } from '../useAudiences.ts'

type Kind = (typeof syncKinds)[number]

/** What each kind must be told; what lets one in is typed once and never shown again. */
interface Field {
  key:
    | 'url'
    | 'accountId'
    | 'listId'
    | 'loginAccountId'
    | 'clientId'
    | 'clientSecret'
    | 'refreshToken'
    | 'accessToken'
  secret?: true
  optional?: true
}
const fields: Record<Kind, readonly Field[]> = {
  webhook: [{ key: 'url' }],
  google: [
    { key: 'accountId' },
    { key: 'listId' },
    { key: 'loginAccountId', optional: true },
    { key: 'clientId' },
    { key: 'clientSecret', secret: true },
    { key: 'refreshToken', secret: true },
  ],
  meta: [{ key: 'listId' }, { key: 'accessToken', secret: true }],
}

export function NewSyncDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTexts()
  const queries = useQueryClient()
  const { data: audiences = [] } = useAudiences()
  const [kind, setKind] = useState<Kind>('webhook')
  const [audienceId, setAudienceId] = useState('')
  const [name, setName] = useState('')
  const [typed, setTyped] = useState<Record<string, string>>({})
  const chosen = audienceId || audiences[0]?.id
  const create = useMutation({
    mutationFn: () => {
      const said = fields[kind].flatMap(({ key }) => (typed[key] ? [[key, typed[key]]] : []))
      const target = { kind, ...Object.fromEntries(said) }
      const body = { name, target }
      return send('POST', `/api/audiences/${chosen}/syncs`, body, { answer: SyncCreated })
    },
    onSuccess: async ({ secret }) => {
      await queries.invalidateQueries({ queryKey: ['audiences', 'syncs'] })
      if (!secret) onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    create.mutate()
  }
  const secret = create.data?.secret
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('syncs.new')}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      {secret ? (
        <div className={classes.fields}>
          <p>{t('syncs.secret')}</p>
          <Copyable value={secret} block />
        </div>
      ) : (
        <form onSubmit={submit} className={classes.fields}>
          <NativeSelect
            label={t('audiences.one')}
            value={chosen}
            data={audiences.map((one) => ({ value: one.id, label: one.name }))}
            onChange={(event) => setAudienceId(event.target.value)}
          />
          <NativeSelect
            label={t('syncs.kind')}
            value={kind}
            data={syncKinds.map((value) => ({ value, label: t(`syncs.kind.${value}`) }))}
            onChange={(event) => setKind(event.target.value as Kind)}
          />
          <p>{t(`syncs.about.${kind}`)}</p>
          <TextInput
            required
            withAsterisk={false}
            label={t('syncs.name')}
            maxLength={120}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          {fields[kind].map(({ key, secret: isSecret, optional }) => {
            const Field = isSecret ? PasswordInput : TextInput
            return (
              <Field
                key={key}
                required={!optional}
                withAsterisk={false}
                autoComplete="off"
                label={t(`syncs.field.${key}`)}
                value={typed[key] ?? ''}
                onChange={(event) => setTyped({ ...typed, [key]: event.target.value })}
              />
            )
          })}
          <FormEnd
            action={t('syncs.create')}
            busy={create.isPending}
            error={create.error}
            disabled={!chosen}
            onCancel={onClose}
          />
        </form>
      )}
    </Modal>
  )
}
