import { ActionIcon } from '@mantine/core'
import { IconKeyboard, IconSearch } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Keys } from '../ui/Keys.tsx'
import { ThreadLogo } from '../ui/Thread.tsx'
import { DemoClock } from './DemoClock.tsx'
import { PersonMenu } from './PersonMenu.tsx'
import { useSession } from './session.ts'
import classes from './TopBar.module.css'

interface TopBarProps {
  onSearch: () => void
  onHelp: () => void
}

/**
 * A region and no banner: Mantine's dialogs bring a header of their own, and a page has one banner.
 */
export function TopBar({ onSearch, onHelp }: TopBarProps) {
  const { t } = useTexts()
  const { demo, brand } = useSession()
  return (
    <section className={classes.bar} aria-label={t('shell.bar')}>
      <Link to="/" className={classes.logo} aria-label={brand.name}>
        <ThreadLogo />
      </Link>
      <button type="button" className={classes.search} onClick={onSearch}>
        <IconSearch size={16} stroke={1.6} aria-hidden />
        <span className={classes.searchText}>{t('shell.search')}</span>
        <Keys of="mod+k" />
      </button>
      <div className={classes.end}>
        {demo && <DemoClock />}
        <ActionIcon
          className={classes.help}
          aria-label={t('shell.shortcuts.title')}
          title={t('shell.shortcuts.title')}
          onClick={onHelp}
        >
          <IconKeyboard size={18} stroke={1.5} />
        </ActionIcon>
        <PersonMenu />
      </div>
    </section>
  )
}
