import type { Edge, Node } from '@xyflow/react'
import type { JourneyDetail } from '../../../../server/src/modules/journeys/contract.ts'
import type { Definition } from '../../../../server/src/modules/journeys/definition-contract.ts'
import type { FlawText } from '../edit/flaws.ts'
import { anyOf, type Words } from '../sentences.ts'
import { betweenText, subtitleOf, titleOf, wayText } from '../words.ts'
import { entryId, graphOf, type MapEdge, type MapNode, toGoal } from './graph.ts'
import { heightOf, layoutOf, type Place, type Scale, softLine } from './layout.ts'
import type { FrameNodeData, StepNodeData } from './StepNode.tsx'
import type { WayEdgeData } from './WayEdge.tsx'

export interface MapProps {
  words: Words
  definition: Definition
  /** What people did; undefined where nobody can have been yet. */
  counted: Pick<JourneyDetail, 'passages' | 'steps'> | undefined
  openStep: string | undefined
  /** Steps on the way of the person who is looked at. */
  visited: ReadonlySet<string> | undefined
  /** What is wrong, by step. */
  flaws: ReadonlyMap<string, FlawText>
  onOpen: (id: string, byKey: boolean) => void
}

export type Drawn = ReturnType<typeof drawing>

const frameId = '@frame'
const frame = { top: 40, bottom: 20 }
/** How far the figure at the door reaches to the side of its words. */
const halfCount = 40
const nobody = { steps: [], passages: { days: 0, ways: [] } }

/** The map with its places and words, as React Flow takes it. */
export function drawing(props: MapProps, scale: Scale) {
  const { definition, counted = nobody } = props
  const { nodes, edges } = graphOf(definition, counted)
  const { places, ways } = layoutOf(nodes, edges, scale)
  const steps = nodes.map((node) => stepNode(node, props, places, scale))
  const box = frameRound(nodes, places, scale)
  const all: Node[] = definition.exits.length > 0 && box ? [frameNode(box, props), ...steps] : steps
  const left = Math.min(...all.map(({ position }) => position.x))
  const top = Math.min(...all.map(({ position }) => position.y))
  return {
    nodes: all,
    edges: edges.map((edge) => wayEdge(edge, props, ways.get(edge.id))),
    graph: { edges, places },
    left,
    top,
    width: Math.max(...all.map(({ position, width = 0 }) => position.x + width)) - left,
    height: Math.max(...all.map(({ position, height = 0 }) => position.y + height)) - top,
  }
}

function stepNode(
  node: MapNode,
  props: MapProps,
  places: Map<string, Place>,
  scale: Scale,
): Node<StepNodeData> {
  const { words, definition, openStep, visited, flaws, onOpen } = props
  const { id, kind, step, counts } = node
  return {
    id,
    type: 'step',
    position: places.get(id) ?? { x: 0, y: 0 },
    width: scale.width,
    height: heightOf(node, scale),
    draggable: step !== undefined && kind !== 'exit',
    // Nothing may be selected, but the card inside is a button.
    style: { pointerEvents: 'all' },
    data: {
      ...{ id, kind, step },
      title: titleOf(words, node, definition),
      subtitle: subtitleOf(words, node, definition),
      waiting: counts?.waiting ?? 0,
      flaw: flaws.get(id),
      note: node.note,
      height: scale.height,
      open: openStep === id,
      visited: visited?.has(id) ?? false,
      onOpen: (byKey) => onOpen(id, byKey),
    },
  }
}

type Way = ReturnType<typeof layoutOf>['ways'] extends Map<string, infer Found> ? Found : never

function wayEdge(edge: MapEdge, props: MapProps, drawn: Way | undefined): Edge<WayEdgeData> {
  const { words, definition, counted } = props
  const { id, from, to, way, main, count } = edge
  const { points, label } = drawn ?? { points: [], label: { x: 0, y: 0 } }
  const text = wayText(words, edge, definition)
  const isWay = way !== toGoal
  return {
    id,
    source: from,
    target: to,
    type: 'way',
    reconnectable: isWay ? 'target' : false,
    data: {
      path: softLine(points),
      ...{ label, text, main },
      count: counted && count,
      place: isWay ? { from, way } : undefined,
      spoken: betweenText(words, edge, definition),
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
    .flatMap((node) => {
      const place = places.get(node.id)
      return place ? { ...place, bottom: place.y + heightOf(node, scale) } : []
    })
  if (inside.length === 0) return undefined
  const x = Math.min(...inside.map((place) => place.x)) - side
  const y = Math.min(...inside.map((place) => place.y)) - frame.top
  const right = Math.max(...inside.map((place) => place.x)) + scale.width + side
  const bottom = Math.max(...inside.map((place) => place.bottom)) + frame.bottom
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
    draggable: false,
    style: { pointerEvents: 'none' },
    data: {
      text: words.t('journeys.frame.exit', { did: anyOf(words, definition.exits) }),
      side: before > after ? 'start' : 'end',
      room: Math.max(before, after) - halfCount,
    },
  }
}
