import { ActionIcon } from '@mantine/core'
import { IconKeyboard, IconSearch } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Keys } from '../ui/Keys.tsx'
import { ThreadLogo } from '../ui/Thread.tsx'
import { useSession } from './session.ts'
import classes from './TopBar.module.css'

// Menus float, and what floats is heavy: it arrives just after the page, in its place.
const DemoClock = lazy(async () => ({ default: (await import('./DemoClock.tsx')).DemoClock }))
const PersonMenu = lazy(async () => ({ default: (await import('./PersonMenu.tsx')).PersonMenu }))

interface TopBarProps {
  onSearch: () => void
  onHelp: () => void
}

export function TopBar({ onSearch, onHelp }: TopBarProps) {
  const { t } = useTexts()
  const { demo, brand } = useSession()
  return (
    <header className={classes.bar}>
      <Link to="/" className={classes.logo} aria-label={brand.name}>
        <ThreadLogo />
      </Link>
      <button type="button" className={classes.search} onClick={onSearch}>
        <IconSearch size={16} stroke={1.6} aria-hidden />
        <span className={classes.searchText}>{t('shell.search')}</span>
        <Keys of="mod+k" />
      </button>
      <div className={classes.end}>
        {demo && (
          <Suspense fallback={<span className={classes.clockPlace} />}>
            <DemoClock />
          </Suspense>
        )}
        <ActionIcon
          className={classes.help}
          aria-label={t('shell.shortcuts.title')}
          title={t('shell.shortcuts.title')}
          onClick={onHelp}
        >
          <IconKeyboard size={18} stroke={1.5} />
        </ActionIcon>
        <Suspense fallback={<span className={classes.menuPlace} />}>
          <PersonMenu />
        </Suspense>
      </div>
    </header>
  )
}
