import { Button, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import type { Condition } from '../../../server/src/modules/audiences/condition-contract.ts'
import { Audience } from '../../../server/src/modules/audiences/contract.ts'
import { send } from '../api/client.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { LinkButton } from '../ui/LinkButton.tsx'
import { useNotify } from '../ui/Notices.tsx'
import { Page } from '../ui/Page.tsx'
import { type DraftGroup, finished } from './draft.ts'
import classes from './Editor.module.css'
import { GroupEditor } from './GroupEditor.tsx'
import { KnownNames } from './KnownNames.tsx'
import { SizePanel } from './SizePanel.tsx'
import { useUses } from './useUses.ts'

interface AudienceFormProps {
  /** The one that is edited; none for a new one. */
  audience: Audience | undefined
  start: { name: string; group: () => DraftGroup }
}

/** The sentence in pieces on the left; what it says, and whom it takes in, on the right. */
export function AudienceForm({ audience, start }: AudienceFormProps) {
  const { t } = useTexts()
  const [name, setName] = useState(start.name)
  const [group, setGroup] = useState(start.group)
  const condition = finished(group)
  const save = useSave(audience?.id)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (condition) save.mutate({ name, condition })
  }
  const back = audience ? `/audiences/${audience.id}` : '/audiences'
  return (
    <form onSubmit={submit}>
      <Page
        title={audience?.name ?? t('audiences.new.title')}
        parent={{ to: back, label: audience?.name ?? t('audiences.title') }}
        actions={
          <>
            <LinkButton to={back} variant="default">
              {t('ui.cancel')}
            </LinkButton>
            <Button type="submit" disabled={!condition} loading={save.isPending}>
              {t(audience ? 'audiences.edit.save' : 'audiences.edit.create')}
            </Button>
          </>
        }
      >
        <div className={classes.columns}>
          <div className={classes.form}>
            <TextInput
              className={classes.nameField}
              required
              withAsterisk={false}
              maxLength={120}
              label={t('audiences.edit.name')}
              placeholder={t('audiences.edit.name.example')}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
            <UsedNote audienceId={audience?.id} />
            <GroupEditor group={group} onChange={setGroup} lead="start" depth={0} />
          </div>
          <SizePanel condition={condition} />
        </div>
        <KnownNames />
      </Page>
    </form>
  )
}

/** What a change means for the journeys that people are in by it. */
function UsedNote({ audienceId }: { audienceId: string | undefined }) {
  const { t, formats } = useTexts()
  const { data: uses = [] } = useUses(audienceId)
  const names = uses
    .filter(({ kind, live }) => live && (kind === 'journey' || kind === 'campaign'))
    .map(({ name }) => t('audiences.edit.used.name', { name }))
  if (names.length === 0) return null
  return (
    <p className={classes.used} role="note">
      {t('audiences.edit.used', { names: new Intl.ListFormat(formats.locale).format(names) })}
    </p>
  )
}

function useSave(id: string | undefined) {
  const { t } = useTexts()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { notify, notifyProblem } = useNotify()
  return useMutation({
    mutationFn: (said: { name: string; condition: Condition }) =>
      id
        ? send('PATCH', `/api/audiences/${id}`, said, { answer: Audience })
        : send('POST', '/api/audiences', said, { answer: Audience }),
    onSuccess: async (saved) => {
      queries.setQueryData(['audiences', saved.id], saved)
      await queries.invalidateQueries({ queryKey: ['audiences', 'list'] })
      await navigate({ to: '/audiences/$id', params: { id: saved.id } })
      notify(t('audiences.edit.saved'))
    },
    onError: notifyProblem,
  })
}
