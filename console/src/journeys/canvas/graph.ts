import type { JourneyDetail, StepCounts } from '../../../../server/src/modules/journeys/contract.ts'
import type { Definition } from '../../../../server/src/modules/journeys/definition-contract.ts'
import type { Step } from '../../../../server/src/modules/journeys/step-contract.ts'
import { exitsOf } from '../steps/kinds.ts'

/** What the map shows besides the steps themselves: where people come in, and what it is all for. */
export type StepKind = Step['kind'] | 'entry' | 'goal'

export interface MapNode {
  id: string
  kind: StepKind
  step: Step | undefined
  counts: Pick<StepCounts, 'waiting' | 'sent' | 'clicked'> | undefined
}

/** A way from one step to another: the entry's only one, one of a step's, or what leads to the goal. */
export interface MapEdge {
  id: string
  from: string
  to: string
  exit: string
  /** Part of the way that ends in a message: drawn as the thread. */
  main: boolean
  /** How many went this way. */
  count: EdgeCount
}

export interface EdgeCount {
  what: 'entered' | 'sent' | 'converted' | 'passed'
  n: number
}

export const entryId = '@entry'
export const goalId = '@goal'
/** Not a way that one goes, only a connection of meaning. */
export const toGoal = '@attribution'

type Counted = Pick<JourneyDetail, 'steps' | 'passages'>

/** A definition as a graph to draw; the numbers say which ways people took lately. */
export function graphOf(definition: Definition, { steps: counts, passages }: Counted) {
  const { steps, first, goal } = definition
  const main = mainWay(definition)
  const passed = passedOf(passages)
  const nodes: MapNode[] = [
    { id: entryId, kind: 'entry', step: undefined, counts: undefined },
    ...steps.map((step) => ({
      ...{ id: step.id, kind: step.kind, step },
      counts: counts.find((one) => one.step === step.id),
    })),
  ]
  const edges: MapEdge[] = [
    edge(entryId, 'next', first, true, { what: 'entered', n: passed({ what: 'entered' }) }),
    ...steps.flatMap((step) =>
      exitsOf(step).map(({ key, to, passage }) =>
        edge(step.id, key, to, main.has(`${step.id} ${to}`), {
          what: passage.what === 'sent' ? 'sent' : 'passed',
          n: passed(passage, step.id),
        }),
      ),
    ),
  ]
  if (goal) {
    nodes.push({ id: goalId, kind: 'goal', step: undefined, counts: undefined })
    const last = steps.findLast(({ kind }) => kind === 'message')
    const count = { what: 'converted' as const, n: passed({ what: 'converted' }) }
    if (last) edges.push(edge(last.id, toGoal, goalId, true, count))
  }
  const drawn = new Set(nodes.map(({ id }) => id))
  return { nodes, edges: edges.filter(({ to }) => drawn.has(to)) }
}

const passedOf =
  ({ ways }: JourneyDetail['passages']) =>
  ({ what, detail }: { what: string; detail?: string }, step?: string) =>
    ways
      .filter((way) => way.what === what && (!step || way.step === step))
      .filter((way) => detail === undefined || way.detail === detail)
      .reduce((sum, { runs }) => sum + runs, 0)

function edge(from: string, exit: string, to: string, main: boolean, count: EdgeCount): MapEdge {
  return { id: `${from}:${exit}`, from, exit, to, main, count }
}

/** The edges from the first step to a message, in the order in which ways out are listed. */
function mainWay({ steps, first }: Definition): Set<string> {
  const byId = new Map(steps.map((step) => [step.id, step]))
  const search = (id: string, way: string[], seen: Set<string>): string[] | undefined => {
    const step = byId.get(id)
    if (!step || seen.has(id)) return undefined
    if (step.kind === 'message') return way
    for (const { to } of exitsOf(step)) {
      const found = search(to, [...way, `${id} ${to}`], new Set([...seen, id]))
      if (found) return found
    }
    return undefined
  }
  return new Set(search(first, [], new Set()) ?? [])
}
