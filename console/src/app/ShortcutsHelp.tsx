import { Modal } from '@mantine/core'
import type { TextKey } from '../texts/catalogue.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Keys } from '../ui/Keys.tsx'
import classes from './ShortcutsHelp.module.css'
import { goTo } from './useGlobalKeys.ts'
import { useNavigation } from './useNavigation.ts'

const general: [string, TextKey][] = [
  ['mod+k', 'shell.shortcuts.palette'],
  ['/', 'shell.shortcuts.search'],
  ['j', 'shell.shortcuts.down'],
  ['k', 'shell.shortcuts.up'],
  ['enter', 'shell.shortcuts.open'],
  ['escape', 'shell.shortcuts.close'],
  ['?', 'shell.shortcuts.help'],
]

export function ShortcutsHelp({ onClose }: { onClose: () => void }) {
  const { t } = useTexts()
  const { pages } = useNavigation()
  const places = Object.entries(goTo).flatMap(([key, path]) => {
    const page = pages.find((known) => known.path === path)
    return page ? [[`g ${key}`, page.title] as const] : []
  })
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('shell.shortcuts.title')}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <div className={classes.columns}>
        {[general, places].map((list) => (
          <dl key={list[0]?.[0]} className={classes.list}>
            {list.map(([keys, text]) => (
              <div key={keys} className={classes.line}>
                <dt>{t(text)}</dt>
                <dd>
                  <Keys of={keys} />
                </dd>
              </div>
            ))}
          </dl>
        ))}
      </div>
    </Modal>
  )
}
