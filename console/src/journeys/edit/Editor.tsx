import { lazy, type RefObject, Suspense, useCallback, useEffect, useMemo, useRef } from 'react'
import { z } from 'zod'
import type { JourneyDetail } from '../../../../server/src/modules/journeys/contract.ts'
import { KnownNames } from '../../audiences/KnownNames.tsx'
import { useAudiences } from '../../audiences/useAudiences.ts'
import { useLists } from '../../audiences/useLists.ts'
import { useFilters } from '../../ui/useFilters.ts'
import { entryId } from '../canvas/graph.ts'
import { focusStep } from '../canvas/mapKeys.ts'
import pageClasses from '../JourneyPage.module.css'
import { kindNamed } from '../steps/kinds.ts'
import { useWords } from '../useWords.ts'
import { betweenText, titleOf } from '../words.ts'
import { Clash } from './Clash.tsx'
import { targetOf, withNote, withStep } from './change.ts'
import classes from './Edit.module.css'
import { EditBar } from './EditBar.tsx'
import { firstOf, flawTexts } from './flaws.ts'
import { RulesEditor } from './RulesEditor.tsx'
import { StepEditor } from './StepEditor.tsx'
import { StepPicker } from './StepPicker.tsx'
import { useDraft } from './useDraft.ts'
import { useEditKeys } from './useEditKeys.ts'
import { useMapEditing } from './useMapEdit.ts'

const Canvas = lazy(async () => ({ default: (await import('../canvas/Canvas.tsx')).Canvas }))

const Filters = z.object({ step: z.string().optional().catch(undefined) })

interface EditorProps {
  journey: JourneyDetail
  /** Goes on with what another has saved. */
  onTake: (theirs: JourneyDetail) => void
}

/** The draft of a journey, drawn on its map; what is chosen on it is written beside it, never over it. */
export function Editor({ journey, onTake }: EditorProps) {
  const words = useWords()
  const { t } = words
  const hand = useDraft(journey)
  const { draft, incomplete, change } = hand
  const { definition } = draft
  const [{ step: openId }, setFilters] = useFilters(Filters)
  const heading = useRef<HTMLHeadingElement>(null)
  const map = useRef<HTMLDivElement>(null)
  const panel = useRef<HTMLElement>(null)
  const open = useCallback((id: string | undefined) => setFilters({ step: id }), [setFilters])
  const mapEditing = useMapEditing(hand, open)
  const { edit } = mapEditing
  useEditKeys({ hand, edit, stopPlacing: mapEditing.stopPlacing })
  const known = useKnown()
  useIntoView(panel, edit.placing ?? openId)

  const flaws = useMemo(
    () => flawTexts(words, definition, journey.flaws, incomplete),
    [words, definition, journey.flaws, incomplete],
  )
  const firstFlaws = useMemo(() => firstOf(flaws), [flaws])
  const onOpen = useCallback(
    (id: string, byKey: boolean) => {
      mapEditing.stopPlacing()
      open(id === openId && !byKey ? undefined : id)
      // The panel is drawn first; then who has no mouse stands in it.
      if (byKey) setTimeout(() => heading.current?.focus())
    },
    [open, openId, mapEditing.stopPlacing],
  )
  const step = definition.steps.find(({ id }) => id === openId)
  const close = () => {
    open(undefined)
    if (openId) focusStep(map.current, openId)
  }

  return (
    <div className={pageClasses.columns}>
      <KnownNames />
      <div className={pageClasses.map} ref={map}>
        <EditBar
          hand={hand}
          journey={journey}
          flaws={flaws}
          edit={edit}
          words={words}
          onOpen={open}
        />
        <Clash journey={journey} hand={hand} words={words} onTake={onTake} />
        <Suspense fallback={<div className={pageClasses.canvasBone} aria-hidden="true" />}>
          <Canvas
            words={words}
            definition={definition}
            counted={journey.version === null ? undefined : journey}
            openStep={openId}
            visited={undefined}
            flaws={firstFlaws}
            onOpen={onOpen}
            edit={edit}
          />
        </Suspense>
        <p className={classes.help}>
          <span data-for="keys">{t('canvas.help')}</span>
          <span data-for="touch">{t('canvas.help.touch')}</span>
        </p>
      </div>
      <aside className={pageClasses.panel} ref={panel}>
        {edit.placing ? (
          <StepPicker
            where={betweenText(
              words,
              { ...edit.placing, to: targetOf(definition, edit.placing) },
              definition,
            )}
            copied={
              mapEditing.copied &&
              titleOf(words, { kind: mapEditing.copied.kind, step: mapEditing.copied }, definition)
            }
            onPick={(kind) =>
              edit.placing &&
              mapEditing.put(edit.placing, (id) => kindNamed(kind).fresh(id, id, known), kind)
            }
            onPaste={() => edit.placing && mapEditing.putCopy(edit.placing)}
            onClose={mapEditing.stopPlacing}
          />
        ) : step ? (
          <StepEditor
            key={`${step.id} ${hand.turns}`}
            step={step}
            definition={definition}
            words={words}
            flaws={flaws.get(step.id) ?? []}
            heading={heading}
            onChange={(changed) =>
              change(
                withStep(definition, step.id, () => changed),
                `step:${step.id}`,
              )
            }
            onNote={(text) => change(withNote(definition, step.id, text), `note:${step.id}`)}
            onLead={(place, to) =>
              to === undefined ? mapEditing.newEnd(place) : edit.lead(place, to)
            }
            onAdd={edit.openPlace}
            onMove={() => edit.startMove(step.id)}
            onDuplicate={() => edit.duplicate(step.id)}
            onRemove={() => edit.remove(step.id)}
            onClose={close}
          />
        ) : (
          <RulesEditor
            key={`${openId ?? ''} ${hand.turns}`}
            hand={hand}
            words={words}
            opened={openId}
            flaws={flaws.get(entryId) ?? []}
          />
        )}
      </aside>
    </div>
  )
}

/** Where the panel lies below the map, it comes into view with what is chosen above. */
function useIntoView(panel: RefObject<HTMLElement | null>, chosen: unknown) {
  const first = useRef(true)
  useEffect(() => {
    const isBelow = window.matchMedia('(max-width: 64em)').matches
    if (!first.current && chosen && isBelow) panel.current?.scrollIntoView({ block: 'start' })
    first.current = false
  }, [panel, chosen])
}

/** What a fresh step may name. */
function useKnown() {
  const audiences = useAudiences()
  const lists = useLists()
  return {
    audienceIds: (audiences.data ?? []).map(({ id }) => id),
    listIds: (lists.data ?? []).map(({ id }) => id),
  }
}
