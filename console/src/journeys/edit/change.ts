import type { Definition } from '../../../../server/src/modules/journeys/definition-contract.ts'
import { type Step, waysOf } from '../../../../server/src/modules/journeys/step-contract.ts'
import { entryId } from '../canvas/graph.ts'
import { leadAll, leadWay } from '../steps/ways.ts'

/** A way out of a step (or of the entry): where something can be put, or what can lead elsewhere. */
export interface Place {
  readonly from: string
  /** Which of the step's ways, as `waysOf` counts them. */
  readonly way: number
}

export const samePlace = (one: Place | undefined, other: Place | undefined) =>
  one?.from === other?.from && one?.way === other?.way

const stepNamed = ({ steps }: Definition, id: string) => steps.find((step) => step.id === id)

/** Every way there is, from the entry on. */
export const placesOf = (definition: Definition): Place[] => [
  { from: entryId, way: 0 },
  ...definition.steps.flatMap((step) => waysOf(step).map((_, way) => ({ from: step.id, way }))),
]

/** The first way out of a step, if it has one. */
export function placeAfter(definition: Definition, id: string): Place | undefined {
  return placesOf(definition).find(({ from }) => from === id)
}

export function targetOf(definition: Definition, { from, way }: Place): string {
  if (from === entryId) return definition.first
  const step = stepNamed(definition, from)
  const found = step && waysOf(step)[way]
  if (!found) throw new Error(`there is no way ${way} out of ${from}`)
  return found.to
}

/** The same journey, with one way leading elsewhere. */
export function lead(definition: Definition, { from, way }: Place, to: string): Definition {
  if (from === entryId) return { ...definition, first: to }
  return withStep(definition, from, (step) => leadWay(step, way, to))
}

export function withStep(
  definition: Definition,
  id: string,
  change: (step: Step) => Step,
): Definition {
  const steps = definition.steps.map((step) => (step.id === id ? change(step) : step))
  return { ...definition, steps }
}

/** Puts a step on a way: it leads to where the way led before, by every way out of its own. */
export function insert(definition: Definition, place: Place, step: Step): Definition {
  const after = targetOf(definition, place)
  return lead(withNew(definition, leadAll(step, after)), place, step.id)
}

/** Steps are kept in the order in which they were drawn, the ends last. */
function withNew(definition: Definition, step: Step): Definition {
  const at = step.kind === 'exit' ? -1 : definition.steps.findIndex(({ kind }) => kind === 'exit')
  const steps = definition.steps.toSpliced(at < 0 ? definition.steps.length : at, 0, step)
  return { ...definition, steps }
}

/** An id that no step of the journey has: `message`, `message-2` … */
export function freshId({ steps }: Definition, kind: string): string {
  const taken = new Set(steps.map(({ id }) => id))
  for (let number = 1; ; number++) {
    const id = number === 1 ? kind : `${kind}-${number}`
    if (!taken.has(id)) return id
  }
}

/** A copy of a step, to be put somewhere. */
export const copyOf = (definition: Definition, step: Step): Step => ({
  ...structuredClone(step),
  id: freshId(definition, step.kind),
})

/** Where those go on who would have come to a step that is taken away. */
function after(definition: Definition, step: Step): string | undefined {
  const [main] = waysOf(step)
  if (main && main.to !== step.id) return main.to
  return definition.steps.find(({ kind, id }) => kind === 'exit' && id !== step.id)?.id
}

/** The last end cannot be taken away: there would be no way to lead anywhere. */
export function canRemove(definition: Definition, id: string): boolean {
  const step = stepNamed(definition, id)
  return step !== undefined && after(definition, step) !== undefined
}

/**
 * Takes a step away and heals the way: what led to it leads to where it led first. Steps that only its
 * other ways led to go with it.
 */
export function remove(definition: Definition, id: string): Definition {
  const before = reachedIn(definition)
  const healed = bypass(definition, id)
  const still = reachedIn(healed)
  const lost = (step: string) => before.has(step) && !still.has(step)
  return cleared({ ...healed, steps: healed.steps.filter((step) => !lost(step.id)) })
}

/** Every way around a step, and the step no more. */
function bypass(definition: Definition, id: string): Definition {
  const step = stepNamed(definition, id)
  const next = step && after(definition, step)
  if (!next) return definition
  const led = placesOf(definition)
    .filter((place) => targetOf(definition, place) === id)
    .reduce((one, place) => lead(one, place, next), definition)
  return { ...led, steps: led.steps.filter((one) => one.id !== id) }
}

/** Remarks go with what they are about. */
function cleared(definition: Definition): Definition {
  if (!definition.notes) return definition
  const there = new Set([entryId, ...definition.steps.map((step) => step.id)])
  return { ...definition, notes: definition.notes.filter(({ step }) => there.has(step)) }
}

export const noteOn = ({ notes }: Definition, id: string): string | undefined =>
  notes?.find(({ step }) => step === id)?.text

/** What the team says about a step; nothing takes the remark away. */
export function withNote(definition: Definition, id: string, text: string): Definition {
  const others = (definition.notes ?? []).filter(({ step }) => step !== id)
  return { ...definition, notes: text === '' ? others : [...others, { step: id, text }] }
}

/**
 * Puts a step elsewhere: its first way out leads on from there, its other ways stay as they are. Undefined
 * where that would close a circle, or change nothing.
 */
export function move(definition: Definition, id: string, place: Place): Definition | undefined {
  const step = stepNamed(definition, id)
  const main = step && waysOf(step)[0]
  if (!step || !main || place.from === id || targetOf(definition, place) === id) return undefined
  const without = bypass(definition, id)
  const next = targetOf(without, place)
  const placed = leadWay(step, 0, next)
  const moved = lead({ ...without, steps: [...without.steps] }, place, id)
  const result = withNew(moved, placed)
  return leadsBack(result, id) ? undefined : result
}

/** Whether one can come from a step to itself again. */
function leadsBack(definition: Definition, id: string): boolean {
  const step = stepNamed(definition, id)
  return step !== undefined && waysOf(step).some(({ to }) => reachedIn(definition, to).has(id))
}

/** Whether a way may lead there without closing a circle. */
export const mayLead = (definition: Definition, { from }: Place, to: string): boolean =>
  from === entryId || (from !== to && !reachedIn(definition, to).has(from))

/** The steps that one comes to from a step, itself among them. */
export function reachedIn(definition: Definition, from = definition.first): Set<string> {
  const byId = new Map(definition.steps.map((step) => [step.id, step]))
  const reached = new Set<string>()
  const open = [from]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const step = byId.get(id)
    if (!step || reached.has(id)) continue
    reached.add(id)
    open.push(...waysOf(step).map(({ to }) => to))
  }
  return reached
}
