import { useLocalStorage } from '@mantine/hooks'
import { Outlet } from '@tanstack/react-router'
import { lazy, Suspense, useCallback, useState } from 'react'
import { useTexts } from '../texts/TextsProvider.tsx'
import { LiveRegion } from '../ui/LiveRegion.tsx'
import { Notices } from '../ui/Notices.tsx'
import { AlertBanner } from './AlertBanner.tsx'
import { Navigation } from './Navigation.tsx'
import { PhoneBar } from './PhoneBar.tsx'
import classes from './Shell.module.css'
import { StoryProgress } from './StoryProgress.tsx'
import { useSession } from './session.ts'
import { TopBar } from './TopBar.tsx'
import { useGlobalKeys } from './useGlobalKeys.ts'

const CommandPalette = lazy(async () => ({
  default: (await import('./CommandPalette.tsx')).CommandPalette,
}))
const ShortcutsHelp = lazy(async () => ({
  default: (await import('./ShortcutsHelp.tsx')).ShortcutsHelp,
}))

/** The frame round every page: where one can go, what one can do anywhere, and the page itself. */
export function Shell() {
  const { t } = useTexts()
  const { demo } = useSession()
  const [narrow, setNarrow] = useLocalStorage({ key: 'filrouge.narrow', defaultValue: false })
  const [floating, setFloating] = useState<'palette' | 'shortcuts'>()
  const openPalette = useCallback(() => setFloating('palette'), [])
  const openShortcuts = useCallback(() => setFloating('shortcuts'), [])
  const close = useCallback(() => setFloating(undefined), [])
  useGlobalKeys({ openPalette, openShortcuts })

  return (
    <LiveRegion>
      <Notices>
        <a className={classes.skip} href="#page">
          {t('shell.skip')}
        </a>
        <div className={classes.shell} data-narrow={narrow}>
          <Navigation narrow={narrow} onNarrow={() => setNarrow(!narrow)} />
          <div className={classes.body}>
            <TopBar onSearch={openPalette} onHelp={openShortcuts} />
            {demo && <StoryProgress />}
            <AlertBanner />
            <main id="page" className={classes.page} tabIndex={-1}>
              <Outlet />
            </main>
          </div>
          <PhoneBar />
        </div>
        <Suspense>
          {floating === 'palette' && <CommandPalette onClose={close} onHelp={openShortcuts} />}
          {floating === 'shortcuts' && <ShortcutsHelp onClose={close} />}
        </Suspense>
      </Notices>
    </LiveRegion>
  )
}
