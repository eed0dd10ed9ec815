import { useLocation } from '@tanstack/react-router'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Tabs } from '../ui/Tabs.tsx'

const sides = [
  { to: '/till', label: 'till.side.receipts' },
  { to: '/till/closings', label: 'till.side.closings' },
  { to: '/till/proof', label: 'till.side.proof' },
] as const

/** What was sold and given back, which days are closed, and whether all of it stands. */
export function TillTabs() {
  const { t } = useTexts()
  const { pathname } = useLocation()
  return (
    <Tabs
      label={t('till.sides')}
      tabs={sides.map(({ to, label }) => ({ to, label: t(label), active: pathname === to }))}
    />
  )
}
