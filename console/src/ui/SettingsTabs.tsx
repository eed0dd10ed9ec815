import { useLocation } from '@tanstack/react-router'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Tabs } from './Tabs.tsx'

const sides = [
  { to: '/settings', label: 'settings.side.house', right: 'settings:read' },
  { to: '/settings/selling', label: 'settings.side.selling', right: 'settings:read' },
  { to: '/settings/imports', label: 'settings.side.imports', right: 'sources:read' },
] as const

/** The house, and the history that was brought into it. */
export function SettingsTabs() {
  const { t } = useTexts()
  const can = useCan()
  const { pathname } = useLocation()
  return (
    <Tabs
      label={t('settings.sides')}
      tabs={sides
        .filter(({ right }) => can(right))
        .map(({ to, label }) => ({ to, label: t(label), active: pathname === to }))}
    />
  )
}
