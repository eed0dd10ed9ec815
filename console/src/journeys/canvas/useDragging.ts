import type { OnNodeDrag } from '@xyflow/react'
import { useState } from 'react'
import { samePlace, type Place as Way } from '../edit/change.ts'
import type { Drawn } from './drawing.ts'
import { useMapEdit } from './edit.ts'
import type { Place } from './layout.ts'

/** How near to a way a step must be let go to be put on it. */
const near = 120

interface Held {
  id: string
  position: Place
  over: Way | undefined
}

/** A step that is dragged follows the hand; let go on another way it moves there, elsewhere it goes back. */
export function useDragging(drawn: Drawn) {
  const edit = useMapEdit()
  const [held, setHeld] = useState<Held>()

  const wayNear = (id: string, { x, y }: Place): Way | undefined =>
    drawn.edges
      .flatMap(({ data }) =>
        data?.place && edit?.mayMove(id, data.place)
          ? { place: data.place, far: Math.hypot(data.label.x - x, data.label.y - y) }
          : [],
      )
      .filter(({ far }) => far < near)
      .sort((one, other) => one.far - other.far)[0]?.place

  const onNodeDrag: OnNodeDrag = (_, { id, position, width = 0, height = 0 }) => {
    const middle = { x: position.x + width / 2, y: position.y + height / 2 }
    setHeld({ id, position, over: wayNear(id, middle) })
  }

  const onNodeDragStop: OnNodeDrag = (_, { id }) => {
    setHeld(undefined)
    if (held?.over) edit?.move(id, held.over)
  }

  const nodes = held
    ? drawn.nodes.map((node) =>
        node.id === held.id ? { ...node, position: held.position, zIndex: 10 } : node,
      )
    : drawn.nodes
  const edges = held
    ? drawn.edges.map((edge) =>
        edge.data?.place && samePlace(held.over, edge.data.place)
          ? { ...edge, className: 'over' }
          : edge,
      )
    : drawn.edges
  return { nodes, edges, handlers: { onNodeDrag, onNodeDragStop } }
}
