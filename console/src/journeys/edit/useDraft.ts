import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo, useReducer, useRef, useState } from 'react'
import { JourneyDetail, NewJourney } from '../../../../server/src/modules/journeys/contract.ts'
import type { Definition } from '../../../../server/src/modules/journeys/definition-contract.ts'
import { send } from '../../api/client.ts'
import { begin, type History, type HistoryAction, turn } from './history.ts'
import { useAutosave } from './useAutosave.ts'

export interface Draft {
  readonly name: string
  readonly definition: Definition
}

/**
 * The draft of a journey as it is being drawn: each change can be undone, and is written down by itself.
 * The first change of a published journey begins its next version; looking at it begins nothing.
 */
export function useDraft(journey: JourneyDetail) {
  const queries = useQueryClient()
  const [history, act] = useReducer(
    turn as (history: History<Draft>, action: HistoryAction<Draft>) => History<Draft>,
    { name: journey.name, definition: journey.draft ?? journey.definition },
    begin<Draft>,
  )
  const draft = history.present
  const incomplete = useMemo(() => incompleteSteps(draft), [draft])
  const { id } = journey
  // What the draft was when it was taken in hand, not what it has become elsewhere since.
  const revision = useRef(journey.revision)
  const save = useCallback(
    async (value: Draft) => {
      const change = { ...value, revision: revision.current }
      const saved = await send('PUT', `/api/journeys/${id}`, change, { answer: JourneyDetail })
      revision.current = saved.revision
      queries.setQueryData(['journeys', id], saved)
      await queries.invalidateQueries({ queryKey: ['journeys', 'list'] })
    },
    [id, queries],
  )
  const saving = useAutosave({ value: draft, save, complete: incomplete === undefined })
  const change = useCallback(
    (definition: Definition, about?: string) =>
      act({
        ...{ do: 'change', to: { ...draft, definition }, at: performance.now() },
        ...(about && { about }),
      }),
    [draft],
  )
  const rename = useCallback(
    (name: string) =>
      act({ do: 'change', to: { ...draft, name }, about: 'name', at: performance.now() }),
    [draft],
  )
  // Fields keep what is typed in them: when it is taken back, they begin anew.
  const [turns, setTurns] = useState(0)
  const step = useCallback((deed: 'undo' | 'redo') => {
    act({ do: deed })
    setTurns((before) => before + 1)
  }, [])
  const takeBack = useCallback(() => step('undo'), [step])
  /** Writes mine over what another has saved, having seen it. */
  const keepOver = (theirs: JourneyDetail) => {
    revision.current = theirs.revision
    saving.retry()
  }
  return {
    ...{ takeBack, keepOver },
    turns,
    ...{ draft, incomplete, saving, change, rename },
    undo: history.past.length > 0 ? takeBack : undefined,
    redo: history.future.length > 0 ? () => step('redo') : undefined,
  }
}

export type DraftInHand = ReturnType<typeof useDraft>

/** The steps (or, as '', the rules of the whole) that say too little to be kept; undefined if none does. */
function incompleteSteps({ name, definition }: Draft): ReadonlySet<string> | undefined {
  const parsed = NewJourney.safeParse({ name, definition })
  if (parsed.success) return undefined
  const at = parsed.error.issues.map(({ path: [, part, index] }) =>
    part === 'steps' ? (definition.steps[Number(index)]?.id ?? '') : '',
  )
  return new Set(at)
}
