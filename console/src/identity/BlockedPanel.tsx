import { Button, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { z } from 'zod'
import {
  BlockedValue,
  type NamedIdentifier,
} from '../../../server/src/modules/customers/identity-contract.ts'
import { send } from '../api/client.ts'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { useNotify } from '../ui/Notices.tsx'
import { Panel } from '../ui/Panel.tsx'
import { IdentifierInput } from './IdentifierInput.tsx'
import classes from './Identity.module.css'
import { blockedKey, useBlocked } from './useIdentity.ts'
import { kindName } from './words.ts'

const answer = z.array(BlockedValue)
const nothing = { kind: 'email', value: '' }

/** Values of this brand that name nobody: the mailbox of a shop, typed for whoever has none. */
export function BlockedPanel() {
  const { t } = useTexts()
  const can = useCan()
  const { data, error } = useBlocked()
  const { block, unblock } = useBlocking()
  return (
    <div className={classes.card}>
      <Panel title={t('identity.blocked')} error={error} isLoading={!data}>
        <p className={classes.hint}>{t('identity.blocked.text')}</p>
        <ul className={`${classes.list} ${classes.lines}`}>
          {data?.map(({ kind, value, note }) => (
            <li key={`${kind} ${value}`} className={classes.line}>
              <span>
                {value}
                <span className={classes.proof}>
                  {kindName(t, kind)}
                  {note && ` · ${note}`}
                </span>
              </span>
              {can('identity:write') && (
                <Button
                  variant="subtle"
                  color="gray"
                  size="compact-sm"
                  aria-label={t('identity.removeOf', { value })}
                  onClick={() => unblock.mutate({ kind, value })}
                >
                  {t('identity.remove')}
                </Button>
              )}
            </li>
          ))}
        </ul>
        {data?.length === 0 && <p className={classes.none}>{t('identity.blocked.none')}</p>}
      </Panel>
      {can('identity:write') && (
        <NewBlocked busy={block.isPending} onAdd={(one) => block.mutateAsync(one)} />
      )}
    </div>
  )
}

function useBlocking() {
  const { t } = useTexts()
  const { notify, notifyProblem } = useNotify()
  const queries = useQueryClient()
  const onSuccess = (list: BlockedValue[]) => queries.setQueryData(blockedKey, list)
  const block = useMutation({
    mutationFn: (one: NamedIdentifier & { note: string }) =>
      send('POST', '/api/identity/blocked', one, { answer }),
    onSuccess: (list) => {
      onSuccess(list)
      notify(t('identity.blocked.added'))
    },
    onError: notifyProblem,
  })
  const unblock = useMutation({
    mutationFn: (one: NamedIdentifier) => send('POST', '/api/identity/unblocked', one, { answer }),
    onSuccess: (list, one) => {
      onSuccess(list)
      notify(t('identity.blocked.removed'), { undo: () => block.mutate({ ...one, note: '' }) })
    },
    onError: notifyProblem,
  })
  return { block, unblock }
}

interface NewBlockedProps {
  busy: boolean
  onAdd: (one: NamedIdentifier & { note: string }) => Promise<unknown>
}

function NewBlocked({ busy, onAdd }: NewBlockedProps) {
  const { t } = useTexts()
  const [one, setOne] = useState<NamedIdentifier>(nothing)
  const [note, setNote] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onAdd({ ...one, note }).then(
      () => {
        setOne(nothing)
        setNote('')
      },
      () => {},
    )
  }
  return (
    <form className={classes.list} onSubmit={submit}>
      <IdentifierInput label={t('identity.blocked.new')} value={one} onChange={setOne} />
      <div className={classes.row}>
        <TextInput
          aria-label={t('identity.note')}
          placeholder={t('identity.note')}
          maxLength={300}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
        <Button type="submit" variant="default" disabled={!one.value.trim()} loading={busy}>
          {t('identity.blocked.add')}
        </Button>
      </div>
    </form>
  )
}
