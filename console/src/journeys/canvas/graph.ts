import type { JourneyDetail, StepCounts } from '../../../../server/src/modules/journeys/contract.ts'
import type { Definition } from '../../../../server/src/modules/journeys/definition-contract.ts'
import { type Step, waysOf } from '../../../../server/src/modules/journeys/step-contract.ts'

/** What the map shows besides the steps themselves: where people come in, and what it is all for. */
export type StepKind = Step['kind'] | 'entry' | 'goal'

export interface MapNode {
  id: string
  kind: StepKind
  step: Step | undefined
  counts: Pick<StepCounts, 'waiting' | 'sent' | 'clicked'> | undefined
  /** What the team says about it. */
  note?: string | undefined
}

/** A way from one step to another: the entry's only one, one of a step's, or what leads to the goal. */
export interface MapEdge {
  id: string
  from: string
  to: string
  /** Which of the ways out of `from`, as `waysOf` counts them; `toGoal` for what is none. */
  way: number
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
export const toGoal = -1

type Counted = Pick<JourneyDetail, 'steps' | 'passages'>

/** A definition as a graph to draw; the numbers say which ways people took lately. */
export function graphOf(definition: Definition, { steps: counts, passages }: Counted) {
  const { steps, first, goal } = definition
  const main = mainWay(definition)
  const noteOn = (id: string) => definition.notes?.find((note) => note.step === id)?.text
  const told = (what: string) => sum(passages.ways.filter((one) => one.what === what))
  const nodes: MapNode[] = [
    { id: entryId, kind: 'entry', step: undefined, counts: undefined, note: noteOn(entryId) },
    ...steps.map((step) => ({
      ...{ id: step.id, kind: step.kind, step },
      counts: counts.find((one) => one.step === step.id),
      note: noteOn(step.id),
    })),
  ]
  const edges: MapEdge[] = [
    edge(entryId, 0, first, true, { what: 'entered', n: told('entered') }),
    ...steps.flatMap((step) =>
      waysOf(step).map(({ to }, way) =>
        edge(step.id, way, to, main.has(`${step.id} ${to}`), {
          what: step.kind === 'message' ? 'sent' : 'passed',
          n: wentBy(passages, step, way),
        }),
      ),
    ),
  ]
  if (goal) {
    nodes.push({ id: goalId, kind: 'goal', step: undefined, counts: undefined })
    const last = lastMessage(definition)
    const count = { what: 'converted' as const, n: told('converted') }
    if (last) edges.push(edge(last.id, toGoal, goalId, true, count))
  }
  const drawn = new Set(nodes.map(({ id }) => id))
  return { nodes, edges: edges.filter(({ to }) => drawn.has(to)) }
}

type Passages = JourneyDetail['passages']['ways']

const sum = (ways: Passages) => ways.reduce((total, { runs }) => total + runs, 0)

/** How many took one of a step's ways, as their paths tell. */
function wentBy({ ways }: JourneyDetail['passages'], step: Step, way: number): number {
  const here = ways.filter((one) => one.step === step.id && !ofTheWhole.includes(one.what))
  if (step.kind === 'message') return sum(here.filter(({ what }) => what === 'sent'))
  const all = waysOf(step)
  // Of a step with a single way whatever happened there led on by it.
  if (all.length === 1) return Math.max(0, ...here.map(({ runs }) => runs))
  const name = all[way]?.name
  return sum(here.filter((one) => (one.way ?? nameIn(one)) === name))
}

/** Paths of before ways had names. */
const nameIn = ({ what, detail }: Passages[number]) => (what === 'arm' ? detail : what)

/** What is told at a step and is about the run as a whole. */
const ofTheWhole = ['entered', 'converted']

function edge(from: string, way: number, to: string, main: boolean, count: EdgeCount): MapEdge {
  return { id: `${from}:${way}`, from, way, to, main, count }
}

/** The last message on the way that is taken if nothing comes between; any, where there is none on it. */
function lastMessage({ steps, first }: Definition): Step | undefined {
  const byId = new Map(steps.map((step) => [step.id, step]))
  const way: Step[] = []
  for (let step = byId.get(first); step && !way.includes(step); ) {
    way.push(step)
    const [next] = waysOf(step)
    step = next && byId.get(next.to)
  }
  const isMessage = ({ kind }: Step) => kind === 'message'
  return way.findLast(isMessage) ?? steps.findLast(isMessage)
}

/** The edges from the first step to a message, in the order in which ways out are listed. */
function mainWay({ steps, first }: Definition): Set<string> {
  const byId = new Map(steps.map((step) => [step.id, step]))
  const search = (id: string, way: string[], seen: Set<string>): string[] | undefined => {
    const step = byId.get(id)
    if (!step || seen.has(id)) return undefined
    if (step.kind === 'message') return way
    for (const { to } of waysOf(step)) {
      const found = search(to, [...way, `${id} ${to}`], new Set([...seen, id]))
      if (found) return found
    }
    return undefined
  }
  return new Set(search(first, [], new Set()) ?? [])
}
