import { ActionIcon, Button, CloseButton } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { type RefObject, useId } from 'react'
import type { Definition } from '../../../../server/src/modules/journeys/definition-contract.ts'
import { type Step, waysOf } from '../../../../server/src/modules/journeys/step-contract.ts'
import { InlineSelect } from '../../ui/InlineSelect.tsx'
import { LongText } from '../fields/Labelled.tsx'
import pageClasses from '../JourneyPage.module.css'
import type { Words } from '../sentences.ts'
import { nodeKey } from '../steps/kind.ts'
import { kindOf } from '../steps/kinds.ts'
import { titleOf } from '../words.ts'
import { canRemove, mayLead, noteOn, type Place } from './change.ts'
import classes from './Edit.module.css'
import { Flaws } from './Flaws.tsx'
import type { FlawText } from './flaws.ts'

export interface StepEditorProps {
  step: Step
  definition: Definition
  words: Words
  flaws: readonly FlawText[]
  /** Gets the focus when the step is opened from the keyboard. */
  heading: RefObject<HTMLHeadingElement | null>
  onChange: (step: Step) => void
  onNote: (text: string) => void
  onLead: (place: Place, to: string | undefined) => void
  onAdd: (place: Place) => void
  onMove: () => void
  onDuplicate: () => void
  onRemove: () => void
  onClose: () => void
}

/** One step beside the map: what it does, where it leads, and what the team says about it. */
export function StepEditor(props: StepEditorProps) {
  const { step, definition, words, flaws, heading, onChange, onNote, onClose } = props
  const { t } = words
  const { Form, explain } = kindOf(step)
  return (
    <>
      <header className={pageClasses.panelHead}>
        <div>
          <p className={pageClasses.panelKind}>{t(nodeKey(step.kind))}</p>
          <h2 ref={heading} tabIndex={-1} className={pageClasses.panelTitle}>
            {titleOf(words, { kind: step.kind, step }, definition)}
          </h2>
        </div>
        <CloseButton size="sm" aria-label={t('journeys.step.close')} onClick={onClose} />
      </header>
      <Flaws flaws={flaws} />
      <div className={classes.form}>
        {Form && <Form step={step} definition={definition} onChange={onChange} />}
        <p className={pageClasses.hint}>{explain(words, step)}</p>
      </div>
      <WaysOut {...props} />
      <LongText
        label={t('canvas.note')}
        placeholder={t('canvas.note.example')}
        value={noteOn(definition, step.id) ?? ''}
        onChange={onNote}
      />
      <Deeds {...props} />
    </>
  )
}

const newEnd = '@new'

function WaysOut({ step, definition, words, onLead, onAdd }: StepEditorProps) {
  const { t } = words
  const id = useId()
  const ways = waysOf(step)
  if (ways.length === 0) return null
  const texts = kindOf(step).wayTexts?.(words, step) ?? []
  return (
    <section aria-labelledby={id}>
      <h3 id={id} className={pageClasses.panelKind}>
        {t('canvas.step.ways')}
      </h3>
      <ul className={classes.ways}>
        {ways.map(({ to }, way) => {
          const place = { from: step.id, way }
          const text = texts[way]
          const targets = definition.steps.filter(
            (one) => one.id === to || mayLead(definition, place, one.id),
          )
          const known = targets.some((one) => one.id === to)
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a way has no other name than its place
            <li key={way} className={classes.way}>
              <span className={classes.wayText}>{text ?? t('canvas.step.leads')}</span>
              <span className={classes.wayEnd}>
                <InlineSelect
                  label={text ? t('canvas.step.leads.of', { way: text }) : t('canvas.step.leads')}
                  value={to}
                  options={[
                    ...(known ? [] : [{ value: to, label: '…' }]),
                    ...targets.map((one) => ({
                      value: one.id,
                      label: titleOf(words, { kind: one.kind, step: one }, definition),
                    })),
                    { value: newEnd, label: t('canvas.step.newEnd') },
                  ]}
                  onChange={(chosen) => onLead(place, chosen === newEnd ? undefined : chosen)}
                />
                <ActionIcon
                  size={28}
                  aria-label={t('canvas.step.add')}
                  onClick={() => onAdd(place)}
                >
                  <IconPlus size={14} stroke={1.8} />
                </ActionIcon>
              </span>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function Deeds({ step, definition, words, onMove, onDuplicate, onRemove }: StepEditorProps) {
  const { t } = words
  const isEnd = step.kind === 'exit'
  return (
    <div className={classes.deeds}>
      {!isEnd && (
        <>
          <Button variant="default" size="compact-sm" onClick={onMove}>
            {t('canvas.step.move')}
          </Button>
          <Button variant="default" size="compact-sm" onClick={onDuplicate}>
            {t('canvas.step.duplicate')}
          </Button>
        </>
      )}
      <Button
        variant="default"
        size="compact-sm"
        disabled={!canRemove(definition, step.id)}
        onClick={onRemove}
      >
        {t('canvas.step.remove')}
      </Button>
    </div>
  )
}
