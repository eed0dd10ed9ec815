import { useTexts } from '../texts/TextsProvider.tsx'
import { Page } from '../ui/Page.tsx'
import { BlockedPanel } from './BlockedPanel.tsx'
import classes from './Identity.module.css'
import { IdentityTabs } from './IdentityTabs.tsx'
import { PairsPanel } from './PairsPanel.tsx'

/** What names nobody, and who is never one with whom: the brand's own lists. */
export function ApartPage() {
  const { t } = useTexts()
  return (
    <Page title={t('identity.title')} answer={t('identity.apart.answer')}>
      <IdentityTabs />
      <div className={classes.columns}>
        <BlockedPanel />
        <PairsPanel />
      </div>
    </Page>
  )
}
