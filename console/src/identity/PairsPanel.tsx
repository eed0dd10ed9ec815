import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { z } from 'zod'
import {
  KeptApart,
  type NamedIdentifier,
  type NewKeptApart,
} from '../../../server/src/modules/customers/identity-contract.ts'
import { send } from '../api/client.ts'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { useNotify } from '../ui/Notices.tsx'
import { Panel } from '../ui/Panel.tsx'
import { IdentifierInput } from './IdentifierInput.tsx'
import classes from './Identity.module.css'
import { apartKey, useApart } from './useIdentity.ts'
import { kindName } from './words.ts'

const answer = z.array(KeptApart)

/** Pairs that never belong to one person, whatever an event says; an un-merge adds one. */
export function PairsPanel() {
  const { t } = useTexts()
  const can = useCan()
  const { data, error } = useApart()
  const { keepApart, letTogether } = usePairs()
  const named = ({ kind, value }: NamedIdentifier) => `${kindName(t, kind)} ${value}`
  return (
    <div className={classes.card}>
      <Panel title={t('identity.pairs')} error={error} isLoading={!data}>
        <p className={classes.hint}>{t('identity.pairs.text')}</p>
        <ul className={`${classes.list} ${classes.lines}`}>
          {data?.map(({ one, other, note }) => (
            <li key={`${named(one)} ${named(other)}`} className={classes.line}>
              <span>
                {named(one)} ≠ {named(other)}
                {note && <span className={classes.proof}>{note}</span>}
              </span>
              {can('identity:write') && (
                <Button
                  variant="subtle"
                  color="gray"
                  size="compact-sm"
                  aria-label={t('identity.removeOf', { value: `${one.value}, ${other.value}` })}
                  onClick={() => letTogether.mutate({ one, other })}
                >
                  {t('identity.remove')}
                </Button>
              )}
            </li>
          ))}
        </ul>
        {data?.length === 0 && <p className={classes.none}>{t('identity.pairs.none')}</p>}
      </Panel>
      {can('identity:write') && (
        <NewPair busy={keepApart.isPending} onAdd={(pair) => keepApart.mutateAsync(pair)} />
      )}
    </div>
  )
}

function usePairs() {
  const { t } = useTexts()
  const { notify, notifyProblem } = useNotify()
  const queries = useQueryClient()
  const onSuccess = (list: KeptApart[]) => queries.setQueryData(apartKey, list)
  const keepApart = useMutation({
    mutationFn: (pair: NewKeptApart) => send('POST', '/api/identity/apart', pair, { answer }),
    onSuccess: (list) => {
      onSuccess(list)
      notify(t('identity.pairs.added'))
    },
    onError: notifyProblem,
  })
  const letTogether = useMutation({
    mutationFn: (pair: Pick<KeptApart, 'one' | 'other'>) =>
      send('POST', '/api/identity/together', pair, { answer }),
    onSuccess: (list, pair) => {
      onSuccess(list)
      notify(t('identity.pairs.removed'), { undo: () => keepApart.mutate(pair) })
    },
    onError: notifyProblem,
  })
  return { keepApart, letTogether }
}

const nothing = { kind: 'email', value: '' }

interface NewPairProps {
  busy: boolean
  onAdd: (pair: NewKeptApart) => Promise<unknown>
}

function NewPair({ busy, onAdd }: NewPairProps) {
  const { t } = useTexts()
  const [one, setOne] = useState<NamedIdentifier>(nothing)
  const [other, setOther] = useState<NamedIdentifier>(nothing)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onAdd({ one, other }).then(
      () => {
        setOne(nothing)
        setOther(nothing)
      },
      () => {},
    )
  }
  return (
    <form className={classes.list} onSubmit={submit}>
      <IdentifierInput label={t('identity.pairs.one')} value={one} onChange={setOne} />
      <IdentifierInput label={t('identity.pairs.other')} value={other} onChange={setOther} />
      <div>
        <Button
          type="submit"
          variant="default"
          loading={busy}
          disabled={!one.value.trim() || !other.value.trim()}
        >
          {t('identity.pairs.add')}
        </Button>
      </div>
    </form>
  )
}
