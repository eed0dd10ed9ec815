import { Button, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import {
  type CampaignDefinition,
  CampaignDetail,
} from '../../../../server/src/modules/journeys/campaigns/contract.ts'
import { send } from '../../api/client.ts'
import { useTexts } from '../../texts/TextsProvider.tsx'
import { useNotify } from '../../ui/Notices.tsx'
import { Page } from '../../ui/Page.tsx'
import { ChangedMeanwhile, isChangedMeanwhile } from '../ChangedMeanwhile.tsx'
import classes from './Campaigns.module.css'
import { CampaignText } from './CampaignText.tsx'
import { ExampleMail } from './ExampleMail.tsx'
import { GoalField, OnErrorField, RateField, ToField, WhenField } from './fields.tsx'
import { SendDialog } from './SendDialog.tsx'
import { TemplateField } from './TemplateField.tsx'
import { campaignsKey, useTurn } from './useCampaign.ts'

/** The draft in pieces, as sentences above them. Nothing goes out before it is scheduled. */
export function CampaignForm({ campaign }: { campaign: CampaignDetail }) {
  const { t } = useTexts()
  const [name, setName] = useState(campaign.name)
  const [definition, setDefinition] = useState(campaign.definition)
  const [revision, setRevision] = useState(campaign.revision)
  const change = (said: Partial<CampaignDefinition>) =>
    setDefinition((before) => ({ ...before, ...said }))
  const [sending, setSending] = useState(false)
  const save = useSave(campaign.id)
  const turn = useTurn(campaign.id)
  const remove = useRemove(campaign.id)
  const said = { name, definition }
  const isSaved = JSON.stringify(said) === JSON.stringify(saidOf(campaign))
  const keep = async (as: number) => {
    const saved = await save.mutateAsync({ ...said, revision: as })
    setRevision(saved.revision)
  }
  const schedule = async () => {
    if (!isSaved) await keep(revision)
    turn.mutate('schedule')
  }
  const takeTheirs = (theirs: CampaignDetail) => {
    setName(theirs.name)
    setDefinition(theirs.definition)
    setRevision(theirs.revision)
    save.reset()
  }
  const clash = isChangedMeanwhile(save.error) ? save.error : undefined
  const now = definition.when.at === 'once'
  const ready = name.trim() !== '' && definition.to && definition.templateId
  return (
    <Page
      title={campaign.name}
      parent={{ to: '/campaigns', label: t('campaigns.title') }}
      answer={<CampaignText definition={definition} />}
      actions={
        <>
          <Button variant="subtle" loading={remove.isPending} onClick={() => remove.mutate()}>
            {t('campaigns.delete')}
          </Button>
          <Button
            variant="default"
            disabled={isSaved || name.trim() === ''}
            loading={save.isPending}
            onClick={() => keep(revision).catch(() => {})}
          >
            {t('campaigns.save')}
          </Button>
          <Button
            disabled={!ready || clash !== undefined}
            loading={turn.isPending}
            onClick={() => (now ? setSending(true) : schedule().catch(() => {}))}
          >
            {t(now ? 'campaigns.send' : 'campaigns.schedule')}
          </Button>
        </>
      }
    >
      {clash && (
        <ChangedMeanwhile
          problem={clash}
          path={`/api/campaigns/${campaign.id}`}
          answer={CampaignDetail}
          onTake={takeTheirs}
          onKeep={(theirs) => keep(theirs.revision).catch(() => {})}
        >
          {(theirs) => (
            <>
              <p className={classes.name}>{theirs.name}</p>
              <CampaignText definition={theirs.definition} />
            </>
          )}
        </ChangedMeanwhile>
      )}
      {sending && (
        <SendDialog
          definition={definition}
          busy={save.isPending || turn.isPending}
          onSend={() => schedule().catch(() => setSending(false))}
          onClose={() => setSending(false)}
        />
      )}
      <div className={classes.columns}>
        <div className={classes.form}>
          <TextInput
            required
            withAsterisk={false}
            maxLength={120}
            label={t('campaigns.name')}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <ToField definition={definition} onChange={change} />
          <TemplateField definition={definition} onChange={change} />
          <WhenField definition={definition} onChange={change} />
          <RateField definition={definition} onChange={change} />
          <OnErrorField definition={definition} onChange={change} />
          <GoalField definition={definition} onChange={change} />
        </div>
        <ExampleMail definition={definition} />
      </div>
    </Page>
  )
}

const saidOf = ({ name, definition }: CampaignDetail) => ({ name, definition })

function useSave(id: string) {
  const { t } = useTexts()
  const queries = useQueryClient()
  const { notify, notifyProblem } = useNotify()
  return useMutation({
    mutationFn: (said: { name: string; definition: CampaignDefinition; revision: number }) =>
      send('PUT', `/api/campaigns/${id}`, said, { answer: CampaignDetail }),
    onSuccess: async (saved) => {
      queries.setQueryData([...campaignsKey, id], saved)
      await queries.invalidateQueries({ queryKey: [...campaignsKey, 'list'] })
      notify(t('campaigns.saved'))
    },
    onError: (error) => {
      if (!isChangedMeanwhile(error)) notifyProblem(error)
    },
  })
}

function useRemove(id: string) {
  const { t } = useTexts()
  const navigate = useNavigate()
  const { notify, notifyProblem } = useNotify()
  return useMutation({
    mutationFn: () => send('DELETE', `/api/campaigns/${id}`),
    onSuccess: async () => {
      await navigate({ to: '/campaigns' })
      notify(t('campaigns.deleted'))
    },
    onError: notifyProblem,
  })
}
