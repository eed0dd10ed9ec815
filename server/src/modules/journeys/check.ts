import type { Definition } from './definition-contract.ts'
import { type Step, waysOf } from './step-contract.ts'

/** What keeps a journey from being published, at which step. Codes; the console has the texts. */
export interface Flaw {
  readonly code:
    | 'unknown-step'
    | 'doubled-step'
    | 'cycle'
    | 'unreachable'
    | 'unknown-template'
    | 'not-yet'
  readonly step: string
  readonly blocks: boolean
}

/** What the engine takes by now. */
const taken = ['delay', 'wait-until', 'condition', 'message', 'split', 'exit']

const targetsOf = (step: Step) => waysOf(step).map(({ to }) => to)

/** The graph must be whole, without cycles and without steps that nobody gets to. */
export function flawsOf({ first, steps }: Definition): Flaw[] {
  const byId = new Map(steps.map((step) => [step.id, step]))
  const named = steps.flatMap(targetsOf)
  const unknown = [first, ...named].filter((id) => !byId.has(id))
  const doubled = steps.filter(({ id }, at) => steps.findIndex((other) => other.id === id) !== at)
  const { reached, cycles } = explore(byId, first)
  const lonely = steps.filter(({ id }) => !reached.has(id))
  return [
    ...flaws('unknown-step', new Set(unknown)),
    ...flaws('doubled-step', new Set(doubled.map(({ id }) => id))),
    ...flaws('cycle', cycles),
    ...flaws('unreachable', new Set(lonely.map(({ id }) => id))),
    ...flaws('not-yet', new Set(steps.flatMap(({ id, kind }) => (taken.includes(kind) ? [] : id)))),
  ]
}

const flaws = (code: Flaw['code'], steps: ReadonlySet<string>): Flaw[] =>
  [...steps].map((step) => ({ code, step, blocks: true }))

/** Walks every way from the first step; a step met again on the way that led to it closes a cycle. */
function explore(byId: ReadonlyMap<string, Step>, first: string) {
  const reached = new Set<string>()
  const cycles = new Set<string>()
  const visit = (id: string, way: readonly string[]) => {
    if (way.includes(id)) return void cycles.add(id)
    const step = byId.get(id)
    if (!step || reached.has(id)) return
    reached.add(id)
    for (const next of targetsOf(step)) visit(next, [...way, id])
  }
  visit(first, [])
  return { reached, cycles }
}
