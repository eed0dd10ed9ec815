import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { type KeyboardEvent, useId, useRef, useState } from 'react'
import type { Leaf } from '../../../server/src/modules/audiences/condition-contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import classes from './ConditionPicker.module.css'

/** What may be asked, under the heading where one would look for it. */
const kinds = {
  did: ['event', 'moment', 'occurrence', 'amount', 'sequence'],
  are: [
    'trait',
    'date',
    'anniversary',
    'held',
    'seen',
    'stage',
    'rfm',
    'predicted',
    'channel',
    'shop',
    'distance',
  ],
  agree: ['consent', 'message'],
  sets: ['audience', 'persona', 'list', 'sample'],
} as const satisfies Record<string, readonly Leaf['kind'][]>
const headings = ['did', 'are', 'agree', 'sets'] as const

/** A button that unfolds all kinds of conditions; a few letters and Enter choose one. */
export function ConditionPicker({ onPick }: { onPick: (kind: Leaf['kind']) => void }) {
  const { t } = useTexts()
  const [open, setOpen] = useState(false)
  const [sought, setSought] = useState('')
  const button = useRef<HTMLButtonElement>(null)
  const id = useId()
  const fits = (kind: Leaf['kind'], heading: string) =>
    plain(`${t(`conditions.kind.${kind}`)} ${heading}`).includes(plain(sought))
  const shown = headings
    .map((name) => {
      const heading = t(`conditions.group.${name}`)
      return { name, heading, kinds: kinds[name].filter((kind) => fits(kind, heading)) }
    })
    .filter((group) => group.kinds.length > 0)
  const close = () => {
    setOpen(false)
    setSought('')
    button.current?.focus()
  }
  const pick = (kind: Leaf['kind'] | undefined) => {
    if (!kind) return
    close()
    onPick(kind)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') close()
  }
  return (
    <>
      <Button
        ref={button}
        variant="default"
        size="compact-sm"
        leftSection={<IconPlus size={14} stroke={1.8} />}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => (open ? close() : setOpen(true))}
      >
        {t('audiences.group.add')}
      </Button>
      {open && (
        // biome-ignore lint/a11y/noStaticElementInteractions: escape leaves it from wherever one is inside
        <div id={id} className={classes.panel} onKeyDown={onKeyDown}>
          <input
            // biome-ignore lint/a11y/noAutofocus: whoever unfolded it wants to choose now
            autoFocus
            className={classes.search}
            aria-label={t('conditions.pick')}
            placeholder={t('conditions.pick')}
            value={sought}
            onChange={(event) => setSought(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return
              event.preventDefault()
              pick(shown[0]?.kinds[0])
            }}
          />
          <div className={classes.groups}>
            {shown.map((group) => (
              <section key={group.name} aria-label={group.heading}>
                <p className={classes.heading}>{group.heading}</p>
                {group.kinds.map((kind) => (
                  <button
                    key={kind}
                    type="button"
                    className={classes.kind}
                    onClick={() => pick(kind)}
                  >
                    {t(`conditions.kind.${kind}`)}
                  </button>
                ))}
              </section>
            ))}
          </div>
        </div>
      )}
    </>
  )
}

/** Nobody types accents to search. */
const plain = (text: string) => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
