import { Button, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { List } from '../../../server/src/modules/audiences/list-contract.ts'
import { send } from '../api/client.ts'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { useNotify } from '../ui/Notices.tsx'
import { Section } from '../ui/Page.tsx'
import { ListDialog } from './ListDialog.tsx'
import classes from './ListsSection.module.css'
import { useLists } from './useLists.ts'

/** The lists made by hand, under the audiences that may name them. */
export function ListsSection() {
  const { t } = useTexts()
  const can = useCan()
  const { data: lists = [] } = useLists()
  const [changing, setChanging] = useState<List>()
  const mayWrite = can('audiences:write')
  if (lists.length === 0 && !mayWrite) return null
  return (
    <Section title={t('conditions.list.title')}>
      <p className={classes.text}>{t('conditions.list.text')}</p>
      <ul className={classes.lists}>
        {lists.map((list) => (
          <li key={list.id}>
            <span className={classes.name}>{list.name}</span>
            <span className={classes.count}>
              {t('conditions.list.count', { n: list.customers })}
            </span>
            {mayWrite && (
              <Button variant="default" size="compact-sm" onClick={() => setChanging(list)}>
                {t('conditions.list.change')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {mayWrite && <NewList />}
      {changing && <ListDialog list={changing} onClose={() => setChanging(undefined)} />}
    </Section>
  )
}

function NewList() {
  const { t } = useTexts()
  const queries = useQueryClient()
  const { notifyProblem } = useNotify()
  const [name, setName] = useState('')
  const create = useMutation({
    mutationFn: () => send('POST', '/api/audience-lists', { name }, { answer: List }),
    onSuccess: async () => {
      setName('')
      await queries.invalidateQueries({ queryKey: ['audiences', 'lists'] })
    },
    onError: notifyProblem,
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    create.mutate()
  }
  return (
    <form onSubmit={submit} className={classes.fresh}>
      <TextInput
        aria-label={t('conditions.list.name')}
        placeholder={t('conditions.list.name')}
        maxLength={120}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <Button type="submit" variant="default" disabled={!name.trim()} loading={create.isPending}>
        {t('conditions.list.new')}
      </Button>
    </form>
  )
}
