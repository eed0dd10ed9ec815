import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Page } from '../ui/Page.tsx'
import { Panel } from '../ui/Panel.tsx'
import { ConsentTabs } from './ConsentTabs.tsx'
import { DoubleOptInForm } from './DoubleOptInForm.tsx'
import { MeasurementPanel } from './MeasurementPanel.tsx'
import classes from './Requests.module.css'
import { RetentionPanel } from './RetentionPanel.tsx'
import { SoftOptInForm } from './SoftOptInForm.tsx'
import { useConsentRules } from './usePrivacy.ts'

/** On what a message may rest besides a plain yes, and how long what is kept. */
export function RulesPage() {
  const { t } = useTexts()
  const can = useCan()
  const { data, error } = useConsentRules()
  return (
    <Page title={t('consent.title')} answer={t('consent.rules.answer')}>
      <ConsentTabs />
      <div className={classes.columns}>
        <Panel title={t('consent.rules.double')} error={error} isLoading={!data}>
          {data && <DoubleOptInForm key={JSON.stringify(data)} rules={data} />}
        </Panel>
        <Panel title={t('consent.rules.soft')} error={error} isLoading={!data}>
          {data && <SoftOptInForm key={JSON.stringify(data)} rules={data} />}
        </Panel>
      </div>
      {can('privacy:write') && <RetentionPanel />}
      <MeasurementPanel />
    </Page>
  )
}
