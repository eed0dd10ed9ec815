import { useState } from 'react'
import { useTexts } from '../texts/TextsProvider.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Page, Section } from '../ui/Page.tsx'
import { AskCard } from './AskCard.tsx'
import { ConsentTabs } from './ConsentTabs.tsx'
import { PublishDialog } from './PublishDialog.tsx'
import { useWordings } from './useWordings.ts'
import classes from './Wordings.module.css'
import { type Ask, asksOf, consentPurposes, contractPurposes } from './wordings.ts'

/** What customers are asked, purpose by purpose and channel by channel, in each language. */
export function WordingsPage() {
  const { t } = useTexts()
  const wordings = useWordings()
  const [publishing, setPublishing] = useState<Ask>()
  return (
    <Page title={t('consent.title')} answer={t('consent.answer')}>
      <ConsentTabs />
      {wordings.error && !wordings.data ? (
        <ErrorState error={wordings.error} retry={wordings.refetch} />
      ) : (
        <>
          {consentPurposes.map((purpose) => (
            <Section key={purpose} title={t(`customers.purpose.${purpose}`)}>
              <p className={classes.about}>{t(`consent.purpose.${purpose as 'marketing'}`)}</p>
              <ul className={classes.asks}>
                {asksOf(purpose, wordings.data ?? []).map((ask) => (
                  <li key={ask.channel}>
                    <AskCard
                      ask={ask}
                      isLoading={wordings.isPending}
                      onPublish={() => setPublishing(ask)}
                    />
                  </li>
                ))}
              </ul>
            </Section>
          ))}
          {contractPurposes.map((purpose) => (
            <Section key={purpose} title={t(`customers.purpose.${purpose}`)}>
              <p className={classes.about}>{t('consent.contract.text')}</p>
            </Section>
          ))}
        </>
      )}
      {publishing && <PublishDialog ask={publishing} onClose={() => setPublishing(undefined)} />}
    </Page>
  )
}
