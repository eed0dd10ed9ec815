import { ActionIcon } from '@mantine/core'
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTexts } from '../texts/TextsProvider.tsx'
import { ThreadLogo } from '../ui/Thread.tsx'
import classes from './Navigation.module.css'
import type { PageInfo } from './pageInfo.ts'
import { useSession } from './session.ts'
import { useNavigation } from './useNavigation.ts'

interface NavigationProps {
  narrow: boolean
  onNarrow: () => void
}

export function Navigation({ narrow, onNarrow }: NavigationProps) {
  const { t } = useTexts()
  const { brand } = useSession()
  const { groups } = useNavigation()
  const fold = t(narrow ? 'shell.nav.widen' : 'shell.nav.narrow')
  const Fold = narrow ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse
  return (
    <nav className={classes.side} data-narrow={narrow} aria-label={t('shell.nav.label')}>
      <Link to="/" className={classes.brand}>
        <ThreadLogo />
        <span className={classes.brandName}>{brand.name}</span>
      </Link>
      <div className={classes.groups}>
        {groups.map((pages) => (
          <ul key={pages[0]?.path} className={classes.group}>
            {pages.map((page) => (
              <li key={page.path}>
                <NavLink page={page} narrow={narrow} />
              </li>
            ))}
          </ul>
        ))}
      </div>
      <ActionIcon className={classes.fold} aria-label={fold} title={fold} onClick={onNarrow}>
        <Fold size={18} stroke={1.5} />
      </ActionIcon>
    </nav>
  )
}

function NavLink({ page, narrow }: { page: PageInfo; narrow: boolean }) {
  const { t } = useTexts()
  const Icon = page.nav?.icon
  const label = t(page.title)
  return (
    <Link
      to={page.path as '/'}
      className={classes.link}
      activeOptions={{ exact: page.path === '/', includeSearch: false }}
      aria-label={narrow ? label : undefined}
      title={narrow ? label : undefined}
    >
      {Icon && <Icon size={18} stroke={1.5} />}
      <span className={classes.label}>{label}</span>
    </Link>
  )
}
