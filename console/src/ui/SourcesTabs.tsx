import { useLocation } from '@tanstack/react-router'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Tabs } from './Tabs.tsx'

const sides = [
  { to: '/sources', label: 'sources.title', right: 'sources:read' },
  { to: '/sources/plan', label: 'plan.title', right: 'sources:read' },
  { to: '/quarantine', label: 'sources.quarantine.title', right: 'events:read' },
  { to: '/quarantine/parked', label: 'sources.parked.title', right: 'events:read' },
  { to: '/sources/readers', label: 'readers.title', right: 'events:read' },
] as const

/** What flows in: from where, by which plan, what could not be taken, and who reads it. */
export function SourcesTabs() {
  const { t } = useTexts()
  const can = useCan()
  const { pathname } = useLocation()
  return (
    <Tabs
      label={t('sources.sides')}
      tabs={sides
        .filter(({ right }) => can(right))
        .map(({ to, label }) => ({ to, label: t(label), active: pathname === to }))}
    />
  )
}
