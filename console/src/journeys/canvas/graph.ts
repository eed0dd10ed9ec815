import type {
  Definition,
  JourneyDetail,
  Step,
  StepCounts,
} from '../../../../server/src/modules/journeys/contract.ts'

/** What the map shows besides the steps themselves: where people come in, and what it is all for. */
export type StepKind = Step['kind'] | 'entry' | 'goal'

export interface MapNode {
  id: string
  kind: StepKind
  step: Step | undefined
  counts: Pick<StepCounts, 'waiting' | 'sent' | 'clicked'> | undefined
}

export type WayOut =
  | { kind: 'next' }
  | { kind: 'event'; event: string }
  | { kind: 'timeout'; seconds: number }
  | { kind: 'yes' }
  | { kind: 'no' }
  | { kind: 'arm'; name: string; share: number }
  | { kind: 'attribution'; seconds: number }

export interface MapEdge {
  id: string
  from: string
  to: string
  way: WayOut
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

/** Where a step leads, and under which condition. */
export function waysOut(step: Step): { to: string; way: WayOut }[] {
  switch (step.kind) {
    case 'delay':
    case 'message':
      return [{ to: step.next, way: { kind: 'next' } }]
    case 'wait-until':
      return [
        { to: step.onTimeout, way: { kind: 'timeout', seconds: step.timeoutSeconds } },
        { to: step.onEvent, way: { kind: 'event', event: step.event } },
      ]
    case 'condition':
      return [
        { to: step.yes, way: { kind: 'yes' } },
        { to: step.no, way: { kind: 'no' } },
      ]
    case 'split':
      return step.arms.map(({ next, name, share }) => ({
        to: next,
        way: { kind: 'arm', name, share },
      }))
    case 'exit':
      return []
  }
}

type Counted = Pick<JourneyDetail, 'steps' | 'passages'>

/** A definition as a graph to draw; the numbers say which ways people took lately. */
export function graphOf(definition: Definition, { steps: counts, passages }: Counted) {
  const { steps, first, goal } = definition
  const nodes: MapNode[] = [
    { id: entryId, kind: 'entry', step: undefined, counts: undefined },
    ...steps.map((step) => ({
      id: step.id,
      kind: step.kind,
      step,
      counts: counts.find((one) => one.step === step.id),
    })),
  ]
  const main = mainWay(definition)
  const passed = (what: string, step?: string, detail?: string) =>
    passages.ways
      .filter((way) => way.what === what && (!step || way.step === step))
      .filter((way) => detail === undefined || way.detail === detail)
      .reduce((sum, { runs }) => sum + runs, 0)
  const edges: MapEdge[] = [
    edge(
      entryId,
      first,
      { kind: 'next' },
      { main: true, count: counted('entered', passed('entered')) },
    ),
    ...steps.flatMap((step) =>
      waysOut(step).map(({ to, way }) =>
        edge(step.id, to, way, {
          main: main.has(`${step.id} ${to}`),
          count: countOf(step, way, passed),
        }),
      ),
    ),
  ]
  if (goal) {
    nodes.push({ id: goalId, kind: 'goal', step: undefined, counts: undefined })
    const last = steps.findLast(({ kind }) => kind === 'message')
    const way: WayOut = { kind: 'attribution', seconds: goal.attributionSeconds }
    const count = counted('converted', passed('converted'))
    if (last) edges.push(edge(last.id, goalId, way, { main: true, count }))
  }
  return { nodes, edges }
}

const counted = (what: EdgeCount['what'], n: number): EdgeCount => ({ what, n })

type Passed = (what: string, step?: string, detail?: string) => number

/** How many took this way out of a step. */
function countOf({ id, kind }: Step, way: WayOut, passed: Passed): EdgeCount {
  switch (way.kind) {
    case 'arm':
      return counted('passed', passed('arm', id, way.name))
    case 'timeout':
      return counted('passed', passed('time-out', id))
    case 'event':
    case 'yes':
    case 'no':
      return counted('passed', passed(way.kind, id))
    default:
      return kind === 'message'
        ? counted('sent', passed('sent', id))
        : counted('passed', passed('time-out', id))
  }
}

function edge(from: string, to: string, way: WayOut, rest: Pick<MapEdge, 'main' | 'count'>) {
  return { id: `${from}>${to}:${way.kind}${'name' in way ? way.name : ''}`, from, to, way, ...rest }
}

/** The edges from the first step to a message, in the order in which ways out are listed. */
function mainWay({ steps, first }: Definition): Set<string> {
  const byId = new Map(steps.map((step) => [step.id, step]))
  const search = (id: string, way: string[], seen: Set<string>): string[] | undefined => {
    const step = byId.get(id)
    if (!step || seen.has(id)) return undefined
    if (step.kind === 'message') return way
    for (const { to } of waysOut(step)) {
      const found = search(to, [...way, `${id} ${to}`], new Set([...seen, id]))
      if (found) return found
    }
    return undefined
  }
  return new Set(search(first, [], new Set()) ?? [])
}
