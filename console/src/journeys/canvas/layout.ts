import { Graph, layout } from '@dagrejs/dagre'
import type { MapEdge, MapNode } from './graph.ts'

export const nodeWidth = 264
export const nodeHeight = 80

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

/** What an edge says needs room of its own. */
const labelRoom = { width: 104, height: 22, labelpos: 'c' }

/** Where everything stands when the map is read from top to bottom, and how ways get round what is between. */
export function layoutOf(nodes: readonly MapNode[], edges: readonly MapEdge[]): Layout {
  const graph = new Graph({ multigraph: true })
  graph.setGraph({ rankdir: 'TB', nodesep: 48, ranksep: 40, marginx: 0, marginy: 0 })
  for (const { id } of nodes) graph.setNode(id, { width: nodeWidth, height: nodeHeight })
  // Straight down goes the way to the message; the others give way to it.
  for (const { id, from, to, main } of edges) {
    graph.setEdge(from, to, { weight: main ? 8 : 1, ...labelRoom }, id)
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
        return [id, { x: x - nodeWidth / 2, y: y - nodeHeight / 2 }]
      }),
    ),
    ways: new Map(
      edges.map(({ id, from, to }) => {
        const { points, x, y } = graph.edge(from, to, id)
        const start = { x: middle(from).x, y: middle(from).y + nodeHeight / 2 }
        const end = { x: middle(to).x, y: middle(to).y - nodeHeight / 2 }
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
