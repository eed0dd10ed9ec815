import { useLocation } from '@tanstack/react-router'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Tabs } from '../ui/Tabs.tsx'

const sides = [
  { to: '/promotions', label: 'promotions.side.list' },
  { to: '/gift-cards', label: 'promotions.side.cards' },
] as const

export function PromotionsTabs() {
  const { t } = useTexts()
  const { pathname } = useLocation()
  return (
    <Tabs
      label={t('promotions.sides')}
      tabs={sides.map(({ to, label }) => ({ to, label: t(label), active: pathname === to }))}
    />
  )
}
