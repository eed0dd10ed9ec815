import type { CampaignDefinition } from '../../../../server/src/modules/journeys/campaigns/contract.ts'
import { useAudiences } from '../../audiences/useAudiences.ts'
import { useLists } from '../../audiences/useLists.ts'
import { useTemplates } from '../../messages/useTemplates.ts'
import { useTexts } from '../../texts/TextsProvider.tsx'
import classes from './Campaigns.module.css'

interface CampaignTextProps {
  definition: CampaignDefinition
  /** What has begun is told as such. */
  begunAt?: string | null
}

/** What it says, to whom, when and how fast, as sentences. */
export function CampaignText({ definition, begunAt = null }: CampaignTextProps) {
  const { t, formats } = useTexts()
  const { data: templates } = useTemplates()
  const { to, when, rate, onError, templateId } = definition
  const audience = useRecipients(to)
  const template = templates?.find(({ id }) => id === templateId)
  const moments = {
    once: () => t('campaigns.text.once'),
    moment: () => t('campaigns.text.moment', { moment: whenText() }),
    local: () => t('campaigns.text.local', { moment: whenText() }),
  }
  function whenText() {
    if (when.at === 'moment') return formats.dateTime(new Date(when.moment))
    if (when.at === 'local') {
      return t('campaigns.text.dayTime', {
        day: formats.date(new Date(`${when.day}T12:00:00Z`)),
        time: when.time,
      })
    }
    return ''
  }
  return (
    <div className={classes.text}>
      <p>
        {t('campaigns.text.what', {
          template: template?.name ?? t('campaigns.text.noTemplate'),
          to: audience?.name ?? t('campaigns.text.nobody'),
        })}
      </p>
      <p>
        {begunAt
          ? t('campaigns.text.begun', { moment: formats.dateTime(new Date(begunAt)) })
          : moments[when.at]()}{' '}
        {rate
          ? t('campaigns.text.rate', {
              count: rate.messages,
              per: t(`campaigns.per.${rate.per}`),
            })
          : t('campaigns.text.fast')}{' '}
        {t(`campaigns.text.${onError}`)}
      </p>
    </div>
  )
}

/** The audience or the list, with how many are in it now. */
export function useRecipients(to: CampaignDefinition['to']) {
  const { data: audiences } = useAudiences()
  const { data: lists } = useLists()
  if (!to) return undefined
  if (to.of === 'audience') {
    const found = audiences?.find(({ id }) => id === to.id)
    return found && { name: found.name, customers: found.members }
  }
  return lists?.find(({ id }) => id === to.id)
}
