import { useTexts } from '../texts/TextsProvider.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Page } from '../ui/Page.tsx'
import { IdentityTabs } from './IdentityTabs.tsx'
import { RulesForm } from './RulesForm.tsx'
import { useRules } from './useIdentity.ts'

/** By which rules this brand recognises its customers. */
export function RulesPage() {
  const { t } = useTexts()
  const { data, error, refetch } = useRules()
  return (
    <Page title={t('identity.title')} answer={t('identity.rules.answer')}>
      <IdentityTabs />
      {error ? (
        <ErrorState error={error} retry={refetch} />
      ) : (
        data && <RulesForm key={data.version} settings={data} />
      )}
    </Page>
  )
}
