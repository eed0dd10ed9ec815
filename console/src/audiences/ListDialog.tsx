import { Button, FileButton, Group, Modal, NativeSelect, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import {
  type List,
  type ListChange,
  ListChanged,
  listKinds,
  listMost,
} from '../../../server/src/modules/audiences/list-contract.ts'
import { send } from '../api/client.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import classes from '../ui/FormEnd.module.css'
import { useNotify } from '../ui/Notices.tsx'
import { csvValues } from './csvValues.ts'

/** Puts people on a list or takes them off it: typed, pasted, or from a file of any length. */
export function ListDialog({ list, onClose }: { list: List; onClose: () => void }) {
  const { t } = useTexts()
  const [by, setBy] = useState<ListChange['by']>('email')
  const [text, setText] = useState('')
  const { values } = csvValues(text)
  const change = useChange(list)
  const remove = useRemove(list, onClose)
  const take = (said: string) => {
    setText(said)
    setBy(csvValues(said).by ?? by)
  }
  const button = (action: ListChange['action']) => (
    <Button
      variant={action === 'add' ? 'filled' : 'default'}
      disabled={values.length === 0}
      loading={change.isPending}
      onClick={() => change.mutate({ action, by, values }, { onSuccess: onClose })}
    >
      {t(`conditions.list.${action}`)}
      {values.length > 0 && ` (${values.length})`}
    </Button>
  )
  return (
    <Modal
      opened
      onClose={onClose}
      title={list.name}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <div className={classes.fields}>
        <NativeSelect
          label={t('conditions.list.by')}
          value={by}
          data={listKinds.map((value) => ({ value, label: t(`conditions.list.by.${value}`) }))}
          onChange={(event) => setBy(event.target.value as ListChange['by'])}
        />
        <Textarea
          label={t('conditions.list.values')}
          autosize
          minRows={5}
          maxRows={12}
          value={text}
          onChange={(event) => take(event.target.value)}
        />
        <FileButton
          accept=".csv,.txt,text/csv,text/plain"
          onChange={(file) => file?.text().then(take)}
        >
          {(props) => (
            <Button {...props} variant="subtle" color="gray" size="compact-sm">
              {t('conditions.list.file')}
            </Button>
          )}
        </FileButton>
        <Group justify="space-between">
          <Button
            variant="subtle"
            color="gray"
            loading={remove.isPending}
            onClick={() => remove.mutate()}
          >
            {t('conditions.list.delete')}
          </Button>
          <Group gap="xs">
            {button('remove')}
            {button('add')}
          </Group>
        </Group>
      </div>
    </Modal>
  )
}

/** A long file goes in portions; those behind a failure are not sent. */
function useChange({ id }: List) {
  const { t } = useTexts()
  const queries = useQueryClient()
  const { notify, notifyProblem } = useNotify()
  return useMutation({
    mutationFn: async ({ values, ...change }: ListChange) => {
      const done: ListChanged = { changed: 0, unknown: [] }
      for (let from = 0; from < values.length; from += listMost) {
        const portion = { ...change, values: values.slice(from, from + listMost) }
        const path = `/api/audience-lists/${id}/people`
        const answer = await send('POST', path, portion, { answer: ListChanged })
        done.changed += answer.changed
        done.unknown.push(...answer.unknown)
      }
      return done
    },
    onSuccess: async ({ changed, unknown }) => {
      await queries.invalidateQueries({ queryKey: ['audiences'] })
      const first = unknown[0] ?? ''
      notify(t('conditions.list.done', { n: changed, unknown: unknown.length, first }))
    },
    onError: notifyProblem,
  })
}

function useRemove({ id }: List, onClose: () => void) {
  const queries = useQueryClient()
  const { notifyProblem } = useNotify()
  return useMutation({
    mutationFn: () => send('DELETE', `/api/audience-lists/${id}`),
    onSuccess: async () => {
      onClose()
      await queries.invalidateQueries({ queryKey: ['audiences', 'lists'] })
    },
    onError: notifyProblem,
  })
}
