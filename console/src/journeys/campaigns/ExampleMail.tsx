import type { CampaignDefinition } from '../../../../server/src/modules/journeys/campaigns/contract.ts'
import { useTexts } from '../../texts/TextsProvider.tsx'
import { MailFrame } from '../../ui/MailFrame.tsx'
import classes from './Campaigns.module.css'
import { useExample } from './useExample.ts'

/** What is about to go out, beside the draft: the real mail of one of the recipients. */
export function ExampleMail({ definition }: { definition: CampaignDefinition }) {
  const { t } = useTexts()
  const { data: example } = useExample(definition)
  if (!example) return null
  return (
    <aside className={classes.example} aria-label={t('campaigns.example')}>
      <p className={classes.quiet}>
        {t('campaigns.example.of', { name: example.name ?? t('audiences.members.stranger') })}
      </p>
      <p className={classes.name}>{example.subject}</p>
      <MailFrame title={t('campaigns.example')} width="desktop" html={example.html} />
    </aside>
  )
}
