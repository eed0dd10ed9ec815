import type { CampaignSummary } from '../../../../server/src/modules/journeys/campaigns/contract.ts'
import { useTexts } from '../../texts/TextsProvider.tsx'
import { Tag } from '../../ui/Tag.tsx'

const tones = {
  draft: 'plain',
  scheduled: 'info',
  sending: 'good',
  paused: 'warn',
  done: 'plain',
  cancelled: 'plain',
} as const

/** Where it stands, and why it waits for a person, if it does. */
export function CampaignState({
  campaign: { state, reason },
}: {
  campaign: Pick<CampaignSummary, 'state' | 'reason'>
}) {
  const { t } = useTexts()
  return (
    <Tag tone={reason ? 'bad' : tones[state]}>
      {t(reason ? `campaigns.reason.${reason}` : `campaigns.state.${state}`)}
    </Tag>
  )
}
