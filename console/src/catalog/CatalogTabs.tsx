import { useLocation } from '@tanstack/react-router'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Tabs } from '../ui/Tabs.tsx'

const sides = [
  { to: '/products', label: 'catalog.side.products' },
  { to: '/products/prices', label: 'catalog.side.prices' },
  { to: '/products/categories', label: 'catalog.side.categories' },
  { to: '/products/attributes', label: 'catalog.side.attributes' },
  { to: '/products/taxes', label: 'catalog.side.taxes' },
  { to: '/products/file', label: 'catalog.side.file', right: 'catalog:write' },
] as const

/** Sides of the catalogue: what there is, at which price, filed where, said how, taxed how. */
export function CatalogTabs() {
  const { t } = useTexts()
  const can = useCan()
  const { pathname } = useLocation()
  const shown = sides.filter((side) => !('right' in side) || can(side.right))
  return (
    <Tabs
      label={t('catalog.sides')}
      tabs={shown.map(({ to, label }) => ({ to, label: t(label), active: pathname === to }))}
    />
  )
}
