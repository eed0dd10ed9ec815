import { useLocation } from '@tanstack/react-router'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Tabs } from '../ui/Tabs.tsx'

const sides = [
  { to: '/audiences', label: 'audiences.title' },
  { to: '/audiences/rfm', label: 'rfm.title' },
  { to: '/audiences/personas', label: 'personas.title' },
  { to: '/audiences/syncs', label: 'syncs.title' },
] as const

/** Those that were drawn, those that can be found, and where they are sent. */
export function AudiencesTabs() {
  const { t } = useTexts()
  const { pathname } = useLocation()
  return (
    <Tabs
      label={t('audiences.title')}
      tabs={sides.map(({ to, label }) => ({ to, label: t(label), active: pathname === to }))}
    />
  )
}
