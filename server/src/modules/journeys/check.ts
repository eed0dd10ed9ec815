import type { Definition, Step } from './contract.ts'

/** What keeps a journey from being published, at which step. Codes; the console has the texts. */
export interface Flaw {
  readonly code:
    | 'unknown-step'
    | 'doubled-step'
    | 'cycle'
    | 'unreachable'
    | 'unknown-template'
    | 'unknown-template'
  readonly step: string
}

/** Where a step may lead. */
export function nextOf(step: Step): string[] {
  switch (step.kind) {
    case 'delay':
    case 'message':
      return [step.next]
    case 'wait-until':
      return [step.onEvent, step.onTimeout]
    case 'condition':
      return [step.yes, step.no]
    case 'split':
      return step.arms.map(({ next }) => next)
    case 'exit':
      return []
  }
}

/** The graph must be whole, without cycles and without steps that nobody gets to. */
export function flawsOf({ first, steps }: Definition): Flaw[] {
  const byId = new Map(steps.map((step) => [step.id, step]))
  const named = steps.flatMap(nextOf)
  const unknown = [first, ...named].filter((id) => !byId.has(id))
  const doubled = steps.filter(({ id }, at) => steps.findIndex((other) => other.id === id) !== at)
  const { reached, cycles } = explore(byId, first)
  const lonely = steps.filter(({ id }) => !reached.has(id))
  return [
    ...flaws('unknown-step', new Set(unknown)),
    ...flaws('doubled-step', new Set(doubled.map(({ id }) => id))),
    ...flaws('cycle', cycles),
    ...flaws('unreachable', new Set(lonely.map(({ id }) => id))),
  ]
}

const flaws = (code: Flaw['code'], steps: ReadonlySet<string>): Flaw[] =>
  [...steps].map((step) => ({ code, step }))

/** Walks every way from the first step; a step met again on the way that led to it closes a cycle. */
function explore(byId: ReadonlyMap<string, Step>, first: string) {
  const reached = new Set<string>()
  const cycles = new Set<string>()
  const visit = (id: string, way: readonly string[]) => {
    if (way.includes(id)) return void cycles.add(id)
    const step = byId.get(id)
    if (!step || reached.has(id)) return
    reached.add(id)
    for (const next of nextOf(step)) visit(next, [...way, id])
  }
  visit(first, [])
  return { reached, cycles }
}
