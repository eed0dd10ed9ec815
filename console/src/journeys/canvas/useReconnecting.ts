import type { Connection, Edge } from '@xyflow/react'
import { useRef } from 'react'
import type { Place } from '../edit/change.ts'
import { useMapEdit } from './edit.ts'

type Way = Edge<{ place?: Place }>

/** The end of a way can be taken and led to another step; a step with one way only, by its foot. */
export function useReconnecting() {
  const edit = useMapEdit()
  const held = useRef<Place>(undefined)

  const placeOf = ({ source }: { source: string | null }): Place | undefined =>
    held.current ?? (source ? { from: source, way: 0 } : undefined)

  const connect = (connection: Connection) => {
    const place = placeOf(connection)
    if (place && connection.target) edit?.lead(place, connection.target)
  }

  return {
    onReconnectStart: (_: unknown, edge: Edge) => {
      held.current = (edge as Way).data?.place
    },
    onReconnectEnd: () => {
      held.current = undefined
    },
    onReconnect: (_: Edge, connection: Connection) => connect(connection),
    onConnect: connect,
    isValidConnection: (connection: Connection | Edge) => {
      const place = placeOf(connection)
      return Boolean(place && connection.target && edit?.mayLead(place, connection.target))
    },
  }
}
