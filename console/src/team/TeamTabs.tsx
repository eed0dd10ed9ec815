import { useLocation } from '@tanstack/react-router'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Tabs } from '../ui/Tabs.tsx'

const sides = [
  { to: '/team', label: 'team.side.people', right: 'team:read' },
  { to: '/team/keys', label: 'team.side.keys', right: 'team:read' },
  { to: '/team/roles', label: 'team.side.roles', right: 'team:read' },
  { to: '/team/audit', label: 'team.side.audit', right: 'audit:read' },
] as const

/** Who may come in, as what, and what they did. */
export function TeamTabs() {
  const { t } = useTexts()
  const can = useCan()
  const { pathname } = useLocation()
  return (
    <Tabs
      label={t('team.sides')}
      tabs={sides
        .filter(({ right }) => can(right))
        .map(({ to, label }) => ({ to, label: t(label), active: pathname === to }))}
    />
  )
}
