import type { ReactNode } from 'react'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Page } from '../ui/Page.tsx'
import { SettingsTabs } from '../ui/SettingsTabs.tsx'
import { ThreadHealthPanel } from '../ui/ThreadHealthPanel.tsx'
import { BrandPanel } from './BrandPanel.tsx'
import { CapPanel } from './CapPanel.tsx'
import { InstallationPanel } from './InstallationPanel.tsx'
import { MailPanel } from './MailPanel.tsx'
import classes from './Settings.module.css'

/** What is true of the house: its brand, its mails, what runs below. */
export function SettingsPage() {
  const { t } = useTexts()
  const can = useCan()
  return (
    <Page title={t('settings.title')} answer={t('settings.answer')}>
      <SettingsTabs />
      <div className={classes.columns}>
        <div className={classes.column}>
          <Card>
            <MailPanel />
          </Card>
          {can('messages:read') && (
            <Card>
              <CapPanel />
            </Card>
          )}
          <Card>
            <BrandPanel />
          </Card>
        </div>
        <div className={classes.column}>
          <Card>
            <InstallationPanel />
          </Card>
          {can('events:read') && (
            <Card>
              <ThreadHealthPanel />
            </Card>
          )}
        </div>
      </div>
    </Page>
  )
}

function Card({ children }: { children: ReactNode }) {
  return <div className={classes.card}>{children}</div>
}
