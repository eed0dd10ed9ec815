import { Drawer } from '@mantine/core'
import { IconMenu2 } from '@tabler/icons-react'
import { Link, useRouterState } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useTexts } from '../texts/TextsProvider.tsx'
import classes from './PhoneBar.module.css'
import type { PageInfo } from './pageInfo.ts'
import { useNavigation } from './useNavigation.ts'

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
      <Drawer
        opened={open}
        onClose={() => setOpen(false)}
        position="bottom"
        size="auto"
        title={t('shell.nav.label')}
        closeButtonProps={{ 'aria-label': t('ui.close') }}
      >
        {groups.map((pages) => (
          <ul key={pages[0]?.path} className={classes.list}>
            {pages.map((page) => (
              <li key={page.path}>
                <PhoneLink page={page} wide />
              </li>
            ))}
          </ul>
        ))}
      </Drawer>
    </>
  )
}

function PhoneLink({ page, wide = false }: { page: PageInfo; wide?: boolean }) {
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
