import type { Edge, Node } from '@xyflow/react'
import type { JourneyDetail } from '../../../../server/src/modules/journeys/contract.ts'
import type { Definition } from '../../../../server/src/modules/journeys/definition-contract.ts'
import { anyOf, type Words } from '../sentences.ts'
import { subtitleOf, titleOf, wayText } from '../words.ts'
import { entryId, graphOf, type MapEdge, type MapNode, toGoal } from './graph.ts'
import { layoutOf, type Place, type Scale, softLine } from './layout.ts'
import type { FrameNodeData, StepNodeData } from './StepNode.tsx'
import type { WayEdgeData } from './WayEdge.tsx'

export interface MapProps {
  words: Words
  definition: Definition
  counted: Pick<JourneyDetail, 'passages' | 'steps'>
  openStep: string | undefined
  /** Steps on the way of the person who is looked at. */
  visited: ReadonlySet<string> | undefined
  flawed: ReadonlySet<string>
  onOpen: (id: string) => void
}

export type Drawn = ReturnType<typeof drawing>

const frameId = '@frame'
const frame = { top: 40, bottom: 20 }

/** The map with its places and words, as React Flow takes it. */
export function drawing(props: MapProps, scale: Scale) {
  const { definition, counted } = props
  const { nodes, edges } = graphOf(definition, counted)
  const { places, ways } = layoutOf(nodes, edges, scale)
  const steps = nodes.map((node) => ({
    ...stepNode(node, props, places),
    width: scale.width,
    height: scale.height,
  }))
  const box = frameRound(nodes, places, scale)
  const all: Node[] = definition.exits.length > 0 && box ? [frameNode(box, props), ...steps] : steps
  const left = Math.min(...all.map(({ position }) => position.x))
  const top = Math.min(...all.map(({ position }) => position.y))
  return {
    nodes: all,
    edges: edges.map((edge) => wayEdge(edge, props, ways.get(edge.id))),
    left,
    top,
    width: Math.max(...all.map(({ position, width = 0 }) => position.x + width)) - left,
    height: Math.max(...all.map(({ position, height = 0 }) => position.y + height)) - top,
  }
}

function stepNode(node: MapNode, props: MapProps, places: Map<string, Place>): Node<StepNodeData> {
  const { words, definition, openStep, visited, flawed, onOpen } = props
  const { id, kind, step, counts } = node
  return {
    id,
    type: 'step',
    position: places.get(id) ?? { x: 0, y: 0 },
    // Nothing is dragged or selected, but the card inside is a button.
    style: { pointerEvents: 'all' },
    data: {
      kind,
      step,
      title: titleOf(words, node, definition),
      subtitle: subtitleOf(words, node, definition),
      waiting: counts?.waiting ?? 0,
      flawed: flawed.has(id),
      open: openStep === id,
      visited: visited?.has(id) ?? false,
      onOpen: () => onOpen(id),
    },
  }
}

type Way = ReturnType<typeof layoutOf>['ways'] extends Map<string, infer Found> ? Found : never

function wayEdge(edge: MapEdge, props: MapProps, way: Way | undefined): Edge<WayEdgeData> {
  const { words, definition } = props
  const { id, from, to, main, count } = edge
  const { points, label } = way ?? { points: [], label: { x: 0, y: 0 } }
  return {
    id,
    source: from,
    target: to,
    type: 'way',
    data: {
      path: softLine(points),
      label,
      text: wayText(words, edge, definition),
      count,
      main,
      loose: edge.exit === toGoal,
    },
  }
}

interface Box extends Place {
  width: number
  height: number
  /** Where the thread comes in: the words stand on the other side of it. */
  door: number
}

/** Steps at whose places somebody may be when an exit rule strikes. */
function frameRound(
  nodes: readonly MapNode[],
  places: Map<string, Place>,
  scale: Scale,
): Box | undefined {
  const side = Math.min(20, scale.gap)
  const inside = nodes
    .filter(({ step }) => step && step.kind !== 'exit')
    .flatMap(({ id }) => places.get(id) ?? [])
  if (inside.length === 0) return undefined
  const x = Math.min(...inside.map((place) => place.x)) - side
  const y = Math.min(...inside.map((place) => place.y)) - frame.top
  const right = Math.max(...inside.map((place) => place.x)) + scale.width + side
  const bottom = Math.max(...inside.map((place) => place.y)) + scale.height + frame.bottom
  const door = (places.get(entryId)?.x ?? x) + scale.width / 2
  return { x, y, width: right - x, height: bottom - y, door }
}

function frameNode({ x, y, width, height, door }: Box, props: MapProps): Node<FrameNodeData> {
  const { words, definition } = props
  const [before, after] = [door - x, x + width - door]
  return {
    id: frameId,
    type: 'frame',
    position: { x, y },
    width,
    height,
    zIndex: -1,
    style: { pointerEvents: 'none' },
    data: {
      text: words.t('journeys.frame.exit', { did: anyOf(words, definition.exits) }),
      side: before > after ? 'start' : 'end',
      room: Math.max(before, after),
    },
  }
}
