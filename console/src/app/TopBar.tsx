import { ActionIcon, Tooltip } from '@mantine/core'
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
        {demo && <DemoClock />}
        <Tooltip label={t('shell.shortcuts.title')}>
          <ActionIcon
            className={classes.help}
            aria-label={t('shell.shortcuts.title')}
            onClick={onHelp}
          >
            <IconKeyboard size={18} stroke={1.5} />
          </ActionIcon>
        </Tooltip>
        <PersonMenu />
      </div>
    </header>
  )
}
