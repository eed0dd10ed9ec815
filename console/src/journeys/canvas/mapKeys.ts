import type { KeyboardEvent } from 'react'
import type { MapEdit } from './edit.ts'
import type { MapEdge } from './graph.ts'
import type { Place } from './layout.ts'

interface Where {
  edges: readonly MapEdge[]
  places: ReadonlyMap<string, Place>
}

const stepOf = (target: EventTarget) =>
  target instanceof HTMLElement ? target.closest<HTMLElement>('[data-step]') : null

/** Puts the focus on a step of the map. */
export function focusStep(within: ParentNode | null, id: string): boolean {
  const found = within?.querySelector<HTMLElement>(`[data-step="${CSS.escape(id)}"]`)
  found?.focus()
  return found !== null && found !== undefined
}

/** Arrows walk along the ways; where the map is drawn on, letters and the usual keys change it. */
export function onMapKey(event: KeyboardEvent<HTMLElement>, where: Where, edit?: MapEdit): void {
  const id = stepOf(event.target)?.dataset.step
  if (!id || event.altKey) return
  const next = neighbour(event.key, id, where)
  const done = next ? focusStep(event.currentTarget, next) : edit && changed(event, id, edit)
  if (done) event.preventDefault()
}

function neighbour(key: string, id: string, { edges, places }: Where): string | undefined {
  switch (key) {
    case 'ArrowDown':
      return edges.find(({ from }) => from === id)?.to
    case 'ArrowUp':
      return edges.find(({ to }) => to === id)?.from
    case 'ArrowLeft':
      return beside(id, places, -1)
    case 'ArrowRight':
      return beside(id, places, 1)
    default:
      return undefined
  }
}

/** The nearest step to one side, those at the same height first. */
function beside(id: string, places: ReadonlyMap<string, Place>, side: 1 | -1) {
  const here = places.get(id)
  if (!here) return undefined
  const far = (place: Place) => Math.abs(place.x - here.x) + 4 * Math.abs(place.y - here.y)
  return [...places]
    .filter(([, place]) => (place.x - here.x) * side > 1)
    .sort(([, one], [, other]) => far(one) - far(other))[0]?.[0]
}

function changed(event: KeyboardEvent, id: string, edit: MapEdit): boolean {
  const deed = (event.metaKey || event.ctrlKey ? withControl : alone)[
    event.key.length === 1 ? event.key.toLowerCase() : event.key
  ]
  deed?.(edit, id)
  return deed !== undefined
}

type Deeds = Record<string, (edit: MapEdit, id: string) => void>

const withControl: Deeds = {
  c: (edit, id) => edit.copy(id),
  v: (edit, id) => edit.paste(id),
  d: (edit, id) => edit.duplicate(id),
}

const alone: Deeds = {
  Delete: (edit, id) => edit.remove(id),
  Backspace: (edit, id) => edit.remove(id),
  a: (edit, id) => edit.addAfter(id),
  '+': (edit, id) => edit.addAfter(id),
  m: (edit, id) => edit.startMove(id),
}
