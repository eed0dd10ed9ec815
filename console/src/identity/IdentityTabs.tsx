import { useLocation } from '@tanstack/react-router'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Tabs } from '../ui/Tabs.tsx'

const sides = [
  { to: '/identity', label: 'identity.side.merges' },
  { to: '/identity/warnings', label: 'identity.side.warnings' },
  { to: '/identity/rules', label: 'identity.side.rules' },
  { to: '/identity/apart', label: 'identity.side.apart' },
] as const

/** Who is one with whom, what was left aside, and by which rules. */
export function IdentityTabs() {
  const { t } = useTexts()
  const { pathname } = useLocation()
  return (
    <Tabs
      label={t('identity.sides')}
      tabs={sides.map(({ to, label }) => ({ to, label: t(label), active: pathname === to }))}
    />
  )
}
