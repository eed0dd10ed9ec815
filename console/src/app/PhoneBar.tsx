import { IconMenu2 } from '@tabler/icons-react'
import { useRouterState } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useState } from 'react'
import { useTexts } from '../texts/TextsProvider.tsx'
import classes from './PhoneBar.module.css'
import { PhoneLink } from './PhoneLink.tsx'
import { useNavigation } from './useNavigation.ts'

const PhoneDrawer = lazy(async () => ({ default: (await import('./PhoneDrawer.tsx')).PhoneDrawer }))

/** On a phone: the pages used while walking about under the thumb, the others one touch away. */
const underTheThumb = ['/', '/live', '/customers', '/journeys']

export function PhoneBar() {
  const { t } = useTexts()
  const { groups } = useNavigation()
  const [open, setOpen] = useState(false)
  const address = useRouterState({ select: (state) => state.location.pathname })
  // biome-ignore lint/correctness/useExhaustiveDependencies: arriving somewhere closes the drawer
  useEffect(() => setOpen(false), [address])
  const near = groups.flat().filter((page) => underTheThumb.includes(page.path))
  return (
    <>
      <nav className={classes.bar} aria-label={t('shell.nav.phone')}>
        {near.map((page) => (
          <PhoneLink key={page.path} page={page} />
        ))}
        <button
          type="button"
          className={classes.item}
          aria-expanded={open}
          onClick={() => setOpen(true)}
        >
          <IconMenu2 size={20} stroke={1.5} aria-hidden />
          <span>{t('shell.nav.more')}</span>
        </button>
      </nav>
      <Suspense>{open && <PhoneDrawer onClose={() => setOpen(false)} />}</Suspense>
    </>
  )
}
