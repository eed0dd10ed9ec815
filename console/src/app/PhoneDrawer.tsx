import { Drawer } from '@mantine/core'
import { useTexts } from '../texts/TextsProvider.tsx'
import classes from './PhoneBar.module.css'
import { PhoneLink } from './PhoneLink.tsx'
import { useNavigation } from './useNavigation.ts'

/** Every page that one may go to, from the thumb's side of the screen. */
export function PhoneDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useTexts()
  const { groups } = useNavigation()
  return (
    <Drawer
      opened
      onClose={onClose}
      position="bottom"
      styles={{ content: { height: 'auto', maxHeight: '80dvh' }, inner: { alignItems: 'end' } }}
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
  )
}
