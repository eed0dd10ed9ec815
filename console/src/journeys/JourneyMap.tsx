import { useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useCallback, useMemo, useState } from 'react'
import { z } from 'zod'
import type {
  CustomerJourney,
  JourneyDetail,
} from '../../../server/src/modules/journeys/contract.ts'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { useFilters } from '../ui/useFilters.ts'
import { entryId, goalId } from './canvas/graph.ts'
import { Editor } from './edit/Editor.tsx'
import { firstOf, flawTexts } from './edit/flaws.ts'
import classes from './JourneyPage.module.css'
import { RulesPanel } from './RulesPanel.tsx'
import { RunPath } from './RunPath.tsx'
import { StepPanel } from './StepPanel.tsx'
import { useRun } from './useRun.ts'
import { useWords } from './useWords.ts'

/** React Flow comes with the first map that is drawn. */
const Canvas = lazy(async () => ({ default: (await import('./canvas/Canvas.tsx')).Canvas }))

const Filters = z.object({
  step: z.string().optional().catch(undefined),
  person: z.string().optional().catch(undefined),
  edit: z.literal('draft').optional().catch(undefined),
})

/** Where somebody has been, from the entry to wherever they came. */
const stepsOf = ({ path, convertedAt }: CustomerJourney) =>
  new Set([entryId, ...path.map(({ step }) => step), ...(convertedAt ? [goalId] : [])])

/** The map: of what runs, to be read; of the draft, to be drawn on by who may. */
export function JourneyMap({ journey }: { journey: JourneyDetail }) {
  const can = useCan()
  const [{ edit, person }] = useFilters(Filters)
  const queries = useQueryClient()
  // Whoever takes what another has saved begins with it anew.
  const [taken, setTaken] = useState(0)
  const take = (theirs: JourneyDetail) => {
    queries.setQueryData(['journeys', theirs.id], theirs)
    setTaken(theirs.revision)
  }
  const drawn = edit === 'draft' || (journey.status === 'draft' && !person)
  return drawn && can('journeys:write') ? (
    <Editor key={`${journey.id} ${taken}`} journey={journey} onTake={take} />
  ) : (
    <ReadMap journey={journey} />
  )
}

/** The map, and beside it what is chosen on it; nothing ever covers the map. */
function ReadMap({ journey }: { journey: JourneyDetail }) {
  const { t } = useTexts()
  const words = useWords()
  const [{ step, person }, setFilters] = useFilters(Filters)
  const { run } = useRun(person)
  const visited = useMemo(() => run && stepsOf(run), [run])
  const open = useCallback(
    (id: string) => setFilters({ step: id === step ? undefined : id, person: undefined }),
    [setFilters, step],
  )
  const { draft, flaws, versions, status } = journey
  // Before its first publication there is nothing but the draft to look at.
  const definition = status === 'draft' && draft ? draft : journey.definition
  const firstFlaws = useMemo(
    () => firstOf(flawTexts(words, definition, status === 'draft' ? flaws : [], undefined)),
    [words, definition, status, flaws],
  )
  const shared = { journey, definition, words }
  return (
    <div className={classes.columns}>
      <div className={classes.map}>
        <Suspense fallback={<div className={classes.canvasBone} aria-hidden="true" />}>
          <Canvas
            words={words}
            definition={definition}
            counted={journey.version === null ? undefined : journey}
            openStep={step}
            visited={visited}
            flaws={firstFlaws}
            onOpen={open}
          />
        </Suspense>
        <p className={classes.draft}>
          {t('journeys.canvas.lately', { days: journey.passages.days })}
          {draft &&
            status !== 'draft' &&
            ` ${t('journeys.canvas.draft', { number: versions[0]?.number ?? 1 })}`}
        </p>
      </div>
      <aside className={classes.panel}>
        {person ? (
          <RunPath {...shared} person={person} onClose={() => setFilters({ person: undefined })} />
        ) : step ? (
          <StepPanel
            key={step}
            {...shared}
            id={step}
            onClose={() => setFilters({ step: undefined })}
            onPerson={(one) => setFilters({ person: one })}
          />
        ) : (
          <RulesPanel {...shared} />
        )}
      </aside>
    </div>
  )
}
