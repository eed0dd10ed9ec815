import { useParams } from '@tanstack/react-router'
import { useCan } from '../../app/session.ts'
import { useTexts } from '../../texts/TextsProvider.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Page } from '../../ui/Page.tsx'
import { CampaignActions } from './CampaignActions.tsx'
import { CampaignForm } from './CampaignForm.tsx'
import { CampaignProgress } from './CampaignProgress.tsx'
import { CampaignState } from './CampaignState.tsx'
import classes from './Campaigns.module.css'
import { CampaignText } from './CampaignText.tsx'
import { useCampaign } from './useCampaign.ts'

/** One campaign: written as long as it is a draft, then followed. */
export function CampaignPage() {
  const { t } = useTexts()
  const can = useCan()
  const { id = '' } = useParams({ strict: false })
  const { data: campaign, error, refetch } = useCampaign(id)
  if (campaign?.state === 'draft' && can('journeys:write')) {
    return <CampaignForm campaign={campaign} />
  }
  return (
    <Page
      title={campaign?.name ?? t('campaigns.one')}
      parent={{ to: '/campaigns', label: t('campaigns.title') }}
      answer={campaign && <CampaignState campaign={campaign} />}
      actions={campaign && <CampaignActions campaign={campaign} />}
    >
      {error && <ErrorState error={error} retry={refetch} />}
      {!campaign && !error && <div className={classes.bone} aria-hidden="true" />}
      {campaign && (
        <>
          <CampaignText definition={campaign.definition} begunAt={campaign.begunAt} />
          {campaign.state !== 'draft' && <CampaignProgress campaign={campaign} />}
        </>
      )}
    </Page>
  )
}
