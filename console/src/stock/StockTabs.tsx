import { useLocation } from '@tanstack/react-router'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Tabs } from '../ui/Tabs.tsx'

const sides = [
  { to: '/stock', label: 'stock.side.items' },
  { to: '/stock/papers', label: 'stock.side.papers' },
  { to: '/stock/reservations', label: 'stock.side.reservations' },
] as const

/** What there is, what is on its way or being counted, and what is promised. */
export function StockTabs() {
  const { t } = useTexts()
  const { pathname } = useLocation()
  return (
    <Tabs
      label={t('stock.sides')}
      tabs={sides.map(({ to, label }) => ({ to, label: t(label), active: pathname === to }))}
    />
  )
}
