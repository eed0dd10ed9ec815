import { Graph, layout } from '@dagrejs/dagre'
import type { MapEdge, MapNode } from './graph.ts'

/** How large things are drawn: on a phone everything stands closer, so that it can still be read. */
export interface Scale {
  width: number
  height: number
  /** The strip below a step with the team's remark. */
  note: number
  gap: number
  label: number
}

export const roomy: Scale = { width: 264, height: 80, note: 44, gap: 48, label: 128 }
export const close: Scale = { width: 172, height: 84, note: 44, gap: 16, label: 84 }

export interface Place {
  x: number
  y: number
}

interface Layout {
  /** The upper left corner of each node. */
  places: Map<string, Place>
  /** Of each edge: the points it goes through, and where its words stand. */
  ways: Map<string, { points: Place[]; label: Place }>
}

export const heightOf = (node: MapNode, { height, note }: Scale): number =>
  node.note ? height + note : height

/** Where everything stands when the map is read from top to bottom, and how ways get round what is between. */
export function layoutOf(
  nodes: readonly MapNode[],
  edges: readonly MapEdge[],
  scale: Scale,
): Layout {
  const { width, gap, label } = scale
  const graph = new Graph({ multigraph: true })
  graph.setGraph({ rankdir: 'TB', nodesep: gap, ranksep: 40, marginx: 0, marginy: 0 })
  for (const node of nodes) graph.setNode(node.id, { width, height: heightOf(node, scale) })
  // Straight down goes the way to the message; the others give way to it.
  for (const { id, from, to, main } of edges) {
    // What an edge says needs room of its own.
    const words = { width: label, height: 24, labelpos: 'c' }
    graph.setEdge(from, to, { weight: main ? 8 : 1, ...words }, id)
  }
  layout(graph)
  const middle = (id: string) => {
    const { x, y, height } = graph.node(id)
    return { x, y, half: height / 2 }
  }
  return {
    places: new Map(
      nodes.map(({ id }) => {
        const { x, y, half } = middle(id)
        return [id, { x: x - width / 2, y: y - half }]
      }),
    ),
    ways: new Map(
      edges.map(({ id, from, to }) => {
        const { points, x, y } = graph.edge(from, to, id)
        const [above, below] = [middle(from), middle(to)]
        const start = { x: above.x, y: above.y + above.half }
        const end = { x: below.x, y: below.y - below.half }
        return [id, { points: [start, ...points.slice(1, -1), end], label: { x, y } }]
      }),
    ),
  }
}

/** A soft line through points that lie below one another. */
export function softLine([first, ...rest]: readonly Place[]): string {
  if (!first) return ''
  let here = first
  const curves = rest.map((next) => {
    const half = (here.y + next.y) / 2
    const curve = `C${here.x},${half} ${next.x},${half} ${next.x},${next.y}`
    here = next
    return curve
  })
  return `M${first.x},${first.y}${curves.join('')}`
}
