import { useLocation } from '@tanstack/react-router'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Tabs } from '../ui/Tabs.tsx'

const sides = [
  { to: '/consent', label: 'consent.side.wordings' },
  { to: '/consent/page', label: 'consent.side.page' },
  { to: '/consent/rules', label: 'consent.side.rules' },
  { to: '/consent/requests', label: 'consent.side.requests', right: 'privacy:write' },
] as const

/** What customers are asked, and where they see it. */
export function ConsentTabs() {
  const { t } = useTexts()
  const { pathname } = useLocation()
  const can = useCan()
  const mine = sides.filter((side) => !('right' in side) || can(side.right))
  return (
    <Tabs
      label={t('consent.sides')}
      tabs={mine.map(({ to, label }) => ({ to, label: t(label), active: pathname === to }))}
    />
  )
}
