import { Modal } from '@mantine/core'
import { type KeyboardEvent, useState } from 'react'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Keys } from '../ui/Keys.tsx'
import classes from './CommandPalette.module.css'
import { type PaletteItem, usePaletteItems } from './usePaletteItems.ts'

interface CommandPaletteProps {
  onClose: () => void
  onHelp: () => void
}

const listId = 'palette-list'
const optionId = (item: PaletteItem) => `palette-${item.id}`

/** One field for all that can be found, gone to or done. */
export function CommandPalette({ onClose, onHelp }: CommandPaletteProps) {
  const { t } = useTexts()
  const [query, setQuery] = useState('')
  const [chosen, setChosen] = useState(0)
  const items = usePaletteItems(query, { onHelp })
  const current = items[Math.min(chosen, items.length - 1)]

  const move = (by: number) => {
    const next = (Math.min(chosen, items.length - 1) + by + items.length) % items.length
    setChosen(next)
    const option = items[next] && document.getElementById(optionId(items[next]))
    option?.scrollIntoView({ block: 'nearest' })
  }
  const run = (item: PaletteItem | undefined) => {
    if (!item) return
    onClose()
    item.run()
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown') move(1)
    else if (event.key === 'ArrowUp') move(-1)
    else if (event.key === 'Enter') run(current)
    else return
    event.preventDefault()
  }

  return (
    <Modal.Root opened onClose={onClose} size={560} yOffset="12vh">
      <Modal.Overlay backgroundOpacity={0.3} />
      <Modal.Content aria-label={t('shell.palette.label')} radius="lg">
        <div className={classes.palette}>
          <input
            className={classes.field}
            role="combobox"
            aria-expanded="true"
            aria-controls={listId}
            aria-activedescendant={current && optionId(current)}
            aria-label={t('shell.palette.label')}
            placeholder={t('shell.palette.placeholder')}
            data-autofocus
            autoComplete="off"
            spellCheck={false}
            value={query}
            onChange={(event) => {
              setQuery(event.target.value)
              setChosen(0)
            }}
            onKeyDown={onKey}
          />
          <div
            id={listId}
            role="listbox"
            aria-label={t('shell.palette.label')}
            className={classes.list}
          >
            {items.map((item, index) => (
              <PaletteOption
                key={item.id}
                item={item}
                heading={item.kind === items[index - 1]?.kind ? undefined : item.kind}
                selected={item === current}
                onPoint={() => setChosen(index)}
                onRun={() => run(item)}
              />
            ))}
          </div>
          <p className={classes.count} role="status">
            {items.length === 0
              ? t('shell.palette.nothing', { query })
              : t('shell.palette.count', { count: items.length })}
          </p>
        </div>
      </Modal.Content>
    </Modal.Root>
  )
}

interface PaletteOptionProps {
  item: PaletteItem
  heading: PaletteItem['kind'] | undefined
  selected: boolean
  onPoint: () => void
  onRun: () => void
}

function PaletteOption({ item, heading, selected, onPoint, onRun }: PaletteOptionProps) {
  const { t } = useTexts()
  const { icon: Icon } = item
  return (
    <>
      {heading && (
        <div className={classes.heading} role="presentation">
          {t(`shell.palette.${heading}`)}
        </div>
      )}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keyboard, as in any combobox */}
      <div
        id={optionId(item)}
        role="option"
        tabIndex={-1}
        aria-selected={selected}
        className={classes.option}
        onMouseMove={onPoint}
        onClick={onRun}
      >
        <Icon size={18} stroke={1.5} />
        <span className={classes.label}>{item.label}</span>
        {item.hint && <span className={classes.hint}>{item.hint}</span>}
        {item.keys && <Keys of={item.keys} />}
      </div>
    </>
  )
}
