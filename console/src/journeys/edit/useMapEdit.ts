import { useCallback, useMemo, useState } from 'react'
import type { Definition } from '../../../../server/src/modules/journeys/definition-contract.ts'
import type { Step } from '../../../../server/src/modules/journeys/step-contract.ts'
import { useTexts } from '../../texts/TextsProvider.tsx'
import { useNotify } from '../../ui/Notices.tsx'
import type { MapEdit } from '../canvas/edit.ts'
import {
  canRemove,
  copyOf,
  freshId,
  insert,
  lead,
  mayLead,
  move,
  type Place,
  placeAfter,
  remove,
} from './change.ts'
import type { DraftInHand } from './useDraft.ts'

/** Copied steps outlive the map they were copied from, so that they can be put into another journey. */
let clipboard: Step | undefined

/** Everything that can be done to the draft on its map. */
export function useMapEditing(
  { draft: { definition }, change, takeBack }: DraftInHand,
  open: (id: string | undefined) => void,
) {
  const { t } = useTexts()
  const { notify } = useNotify()
  const [placing, setPlacing] = useState<Place>()
  const [moving, setMoving] = useState<string>()

  const done = useCallback(
    (to: Definition, opened?: string) => {
      setPlacing(undefined)
      setMoving(undefined)
      change(to)
      if (opened) open(opened)
    },
    [change, open],
  )

  const edit = useMemo<MapEdit>(() => {
    const stepNamed = (id: string) => definition.steps.find((step) => step.id === id)
    const put = (place: Place, step: Step) => done(insert(definition, place, step), step.id)
    const copyAt = (place: Place, step: Step) => put(place, copyOf(definition, step))
    const startMove = (id: string | undefined) => {
      setPlacing(undefined)
      const kind = id && stepNamed(id)?.kind
      setMoving(kind && kind !== 'exit' ? id : undefined)
    }
    return {
      placing,
      moving,
      mayMove: (id, place) => move(definition, id, place) !== undefined,
      mayLead: (place, to) => mayLead(definition, place, to),
      openPlace: (place) => {
        setMoving(undefined)
        setPlacing(place)
      },
      move: (id, place) => {
        const moved = move(definition, id, place)
        if (moved) done(moved, id)
      },
      lead: (place, to) => {
        if (mayLead(definition, place, to)) done(lead(definition, place, to))
      },
      startMove,
      remove: (id) => {
        if (!stepNamed(id)) return
        if (!canRemove(definition, id)) return notify(t('canvas.step.lastEnd'))
        const without = remove(definition, id)
        open(undefined)
        done(without)
        const more = definition.steps.length - without.steps.length - 1
        notify(t('canvas.step.removed', { more }), { undo: takeBack })
      },
      copy: (id) => {
        clipboard = stepNamed(id)
        if (clipboard) notify(t('canvas.step.copied'))
      },
      paste: (after) => {
        const place = placeAfter(definition, after)
        if (clipboard && place) copyAt(place, clipboard)
      },
      duplicate: (id) => {
        const step = stepNamed(id)
        const place = placeAfter(definition, id)
        if (step && place) copyAt(place, step)
      },
      addAfter: (id) => {
        const place = placeAfter(definition, id)
        if (place) setPlacing(place)
      },
    }
  }, [definition, placing, moving, done, notify, open, t, takeBack])

  return {
    edit,
    stopPlacing: () => setPlacing(undefined),
    copied: clipboard,
    put: (place: Place, step: (id: string) => Step, kind: Step['kind']) => {
      const fresh = step(freshId(definition, kind))
      done(insert(definition, place, fresh), fresh.id)
    },
    putCopy: (place: Place) => {
      if (!clipboard) return
      const copy = copyOf(definition, clipboard)
      done(insert(definition, place, copy), copy.id)
    },
    newEnd: (place: Place) => {
      const id = freshId(definition, 'exit')
      const steps = [...definition.steps, { id, kind: 'exit' as const }]
      done(lead({ ...definition, steps }, place, id))
    },
  }
}
