import { CloseButton } from '@mantine/core'
import { IconClipboard } from '@tabler/icons-react'
import { type KeyboardEvent, useState } from 'react'
import type { Step } from '../../../../server/src/modules/journeys/step-contract.ts'
import { useTexts } from '../../texts/TextsProvider.tsx'
import pageClasses from '../JourneyPage.module.css'
import { nodeKey, stepGroups } from '../steps/kind.ts'
import { kindNamed, kindNames } from '../steps/kinds.ts'
import classes from './Edit.module.css'

interface StepPickerProps {
  /** Where it will be put: « entre … et … ». */
  where: string
  /** What was copied last, by its title. */
  copied: string | undefined
  onPick: (kind: Step['kind']) => void
  onPaste: () => void
  onClose: () => void
}

/** All kinds of steps; a few letters and Enter choose one. */
export function StepPicker({ where, copied, onPick, onPaste, onClose }: StepPickerProps) {
  const { t } = useTexts()
  const [sought, setSought] = useState('')
  const groups = stepGroups
    .map((group) => {
      const heading = t(`steps.group.${group}`)
      const fits = (kind: Step['kind']) =>
        plain(`${t(nodeKey(kind))} ${t(`steps.hint.${kind}`)} ${heading}`).includes(plain(sought))
      const kinds = kindNames.filter((kind) => kindNamed(kind).group === group && fits(kind))
      return { group, heading, kinds }
    })
    .filter(({ kinds }) => kinds.length > 0)
  const first = groups[0]?.kinds[0]
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onClose()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: escape leaves it from wherever one is inside
    <div onKeyDown={onKeyDown} className={classes.picker}>
      <header className={pageClasses.panelHead}>
        <div>
          <h2 className={pageClasses.panelTitle}>{t('canvas.pick.title')}</h2>
          <p className={pageClasses.panelKind}>{where}</p>
        </div>
        <CloseButton size="sm" aria-label={t('canvas.pick.close')} onClick={onClose} />
      </header>
      <input
        // biome-ignore lint/a11y/noAutofocus: whoever asked for a step wants to choose it now
        autoFocus
        className={classes.search}
        aria-label={t('canvas.pick.search')}
        placeholder={t('canvas.pick.search')}
        value={sought}
        onChange={(event) => setSought(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && first) onPick(first)
        }}
      />
      {copied !== undefined && sought === '' && (
        <button type="button" className={classes.kind} onClick={onPaste}>
          <IconClipboard size={18} stroke={1.5} aria-hidden />
          <span>{t('canvas.pick.paste', { step: copied })}</span>
        </button>
      )}
      {groups.length === 0 && <p className={pageClasses.text}>{t('canvas.pick.none')}</p>}
      {groups.map(({ group, heading, kinds }) => (
        <section key={group} aria-label={heading}>
          <p className={classes.heading}>{heading}</p>
          {kinds.map((kind) => {
            const Icon = kindNamed(kind).icon
            return (
              <button
                key={kind}
                type="button"
                className={classes.kind}
                onClick={() => onPick(kind)}
              >
                <Icon size={18} stroke={1.5} aria-hidden />
                <span>
                  {t(nodeKey(kind))}
                  <span className={classes.hint}>{t(`steps.hint.${kind}`)}</span>
                </span>
              </button>
            )
          })}
        </section>
      ))}
    </div>
  )
}

/** Nobody types accents to search. */
const plain = (text: string) => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
