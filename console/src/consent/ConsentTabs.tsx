import { useLocation } from '@tanstack/react-router'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Tabs } from '../ui/Tabs.tsx'

const sides = [
  { to: '/consent', label: 'consent.side.wordings' },
  { to: '/consent/page', label: 'consent.side.page' },
] as const

/** What customers are asked, and where they see it. */
export function ConsentTabs() {
  const { t } = useTexts()
  const { pathname } = useLocation()
  return (
    <Tabs
      label={t('consent.sides')}
      tabs={sides.map(({ to, label }) => ({ to, label: t(label), active: pathname === to }))}
    />
  )
}
