import { Modal, Select, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { NewKey, type Right } from '../../../server/src/modules/team/contract.ts'
import { send } from '../api/client.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Copyable } from '../ui/Copyable.tsx'
import classes from '../ui/FormEnd.module.css'
import { FormEnd } from '../ui/FormEnd.tsx'
import { RightsField } from './RightsField.tsx'
import own from './Team.module.css'
import { ToldOnce } from './ToldOnce.tsx'
import { keysKey } from './useTeam.ts'

/** How long keys live, in days. */
const lives = [30, 90, 365] as const

/** A name, rights and an end make a key; it is told once. */
export function NewKeyDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTexts()
  const queries = useQueryClient()
  const [name, setName] = useState('')
  const [rights, setRights] = useState<Right[]>([])
  const [days, setDays] = useState<string>('90')
  const create = useMutation({
    mutationFn: () =>
      send('POST', '/api/keys', { name, rights, expiresAt: endAfter(days) }, { answer: NewKey }),
    onSuccess: () => queries.invalidateQueries({ queryKey: keysKey }),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    create.mutate()
  }
  if (create.data) {
    return (
      <ToldOnce
        title={t('team.keys.done')}
        text={t('team.keys.done.text')}
        secret={create.data.key}
        done={t('team.keys.close')}
        onClose={onClose}
      >
        <div>
          <p className={own.hint}>{t('team.keys.done.try')}</p>
          <Copyable block value={example(create.data.key)} />
          <p className={own.hint}>
            <a href="/api/docs" target="_blank" rel="noreferrer">
              {t('team.keys.done.docs')}
            </a>
          </p>
        </div>
      </ToldOnce>
    )
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('team.keys.add')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <form onSubmit={submit} className={classes.fields}>
        <TextInput
          data-autofocus
          required
          withAsterisk={false}
          maxLength={120}
          autoComplete="off"
          label={t('team.keys.name')}
          placeholder={t('team.keys.name.example')}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <RightsField value={rights} onChange={setRights} />
        <Select
          label={t('team.keys.expires')}
          allowDeselect={false}
          value={days}
          onChange={(value) => setDays(value ?? 'never')}
          data={[
            ...lives.map((life) => ({
              value: String(life),
              label: t('team.keys.expires.in', { days: life }),
            })),
            { value: 'never', label: t('team.keys.expires.never') },
          ]}
        />
        <FormEnd
          action={t('team.keys.add')}
          busy={create.isPending}
          error={create.error}
          disabled={rights.length === 0}
          onCancel={onClose}
        />
      </form>
    </Modal>
  )
}

/** The end of the last day; null for a key that ends when it is revoked. */
function endAfter(days: string): string | null {
  if (days === 'never') return null
  const end = new Date()
  end.setDate(end.getDate() + Number(days))
  return end.toISOString()
}

/** The first thing to try: customers, for keys that may read them. */
const example = (key: string) =>
  `curl -H 'Authorization: Bearer ${key}' '${window.location.origin}/api/customers?limit=1'`
