import { Link } from '@tanstack/react-router'
import { useTexts } from '../texts/TextsProvider.tsx'
import classes from './PhoneBar.module.css'
import type { PageInfo } from './pageInfo.ts'

export function PhoneLink({ page, wide = false }: { page: PageInfo; wide?: boolean }) {
  const { t } = useTexts()
  const Icon = page.nav?.icon
  return (
    <Link
      to={page.path as '/'}
      className={wide ? classes.wide : classes.item}
      activeOptions={{ exact: page.path === '/', includeSearch: false }}
    >
      {Icon && <Icon size={20} stroke={1.5} />}
      <span>{t(page.title)}</span>
    </Link>
  )
}
