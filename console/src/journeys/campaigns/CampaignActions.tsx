import { Button, Modal } from '@mantine/core'
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import type { CampaignDetail } from '../../../../server/src/modules/journeys/campaigns/contract.ts'
import { useCan } from '../../app/session.ts'
import { useTexts } from '../../texts/TextsProvider.tsx'
import formClasses from '../../ui/FormEnd.module.css'
import { FormEnd } from '../../ui/FormEnd.tsx'
import { useTurn } from './useCampaign.ts'

/** What can be done now. Only cancelling cannot be undone, so it alone asks. */
export function CampaignActions({ campaign }: { campaign: CampaignDetail }) {
  const { t } = useTexts()
  const can = useCan()
  const turn = useTurn(campaign.id)
  const [asking, setAsking] = useState(false)
  const { state, progress } = campaign
  if (!can('journeys:write') || state === 'done' || state === 'cancelled') return null
  const busy = (verb: typeof turn.variables) => turn.isPending && turn.variables === verb
  const cancel = (event: FormEvent) => {
    event.preventDefault()
    turn.mutate('cancel', { onSuccess: () => setAsking(false) })
  }
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>
        {t('campaigns.cancel')}
      </Button>
      {state === 'scheduled' && (
        <Button
          variant="default"
          loading={busy('unschedule')}
          onClick={() => turn.mutate('unschedule')}
        >
          {t('campaigns.unschedule')}
        </Button>
      )}
      {state === 'sending' && (
        <Button
          leftSection={<IconPlayerPause size={16} stroke={1.5} />}
          loading={busy('pause')}
          onClick={() => turn.mutate('pause')}
        >
          {t('campaigns.pause')}
        </Button>
      )}
      {state === 'paused' && (
        <Button
          leftSection={<IconPlayerPlay size={16} stroke={1.5} />}
          loading={busy('resume')}
          onClick={() => turn.mutate('resume')}
        >
          {t('campaigns.resume')}
        </Button>
      )}
      {asking && (
        <Modal
          opened
          onClose={() => setAsking(false)}
          title={t('campaigns.cancel.title', { name: campaign.name })}
          closeButtonProps={{ 'aria-label': t('ui.close') }}
        >
          <form onSubmit={cancel} className={formClasses.fields}>
            <p>{t('campaigns.cancel.text', { people: progress.remaining })}</p>
            <FormEnd
              action={t('campaigns.cancel.action')}
              busy={busy('cancel')}
              error={turn.variables === 'cancel' ? turn.error : undefined}
              onCancel={() => setAsking(false)}
            />
          </form>
        </Modal>
      )}
    </>
  )
}
