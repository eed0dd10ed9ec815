import { Graph, layout } from '@dagrejs/dagre'
import type { MapEdge, MapNode } from './graph.ts'

/** How large things are drawn: on a phone everything stands closer, so that it can still be read. */
export interface Scale {
  width: number
  height: number
  gap: number
  label: number
}

export const roomy: Scale = { width: 264, height: 80, gap: 48, label: 104 }
export const close: Scale = { width: 172, height: 84, gap: 16, label: 84 }

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

/** Where everything stands when the map is read from top to bottom, and how ways get round what is between. */
export function layoutOf(
  nodes: readonly MapNode[],
  edges: readonly MapEdge[],
  { width, height, gap, label }: Scale,
): Layout {
  const graph = new Graph({ multigraph: true })
  graph.setGraph({ rankdir: 'TB', nodesep: gap, ranksep: 40, marginx: 0, marginy: 0 })
  for (const { id } of nodes) graph.setNode(id, { width, height })
  // Straight down goes the way to the message; the others give way to it.
  for (const { id, from, to, main } of edges) {
    // What an edge says needs room of its own.
    const words = { width: label, height: 22, labelpos: 'c' }
    graph.setEdge(from, to, { weight: main ? 8 : 1, ...words }, id)
  }
  layout(graph)
  const middle = (id: string): Place => {
    const { x, y } = graph.node(id)
    return { x, y }
  }
  return {
    places: new Map(
      nodes.map(({ id }) => {
        const { x, y } = middle(id)
        return [id, { x: x - width / 2, y: y - height / 2 }]
      }),
    ),
    ways: new Map(
      edges.map(({ id, from, to }) => {
        const { points, x, y } = graph.edge(from, to, id)
        const start = { x: middle(from).x, y: middle(from).y + height / 2 }
        const end = { x: middle(to).x, y: middle(to).y - height / 2 }
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
