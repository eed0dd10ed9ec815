import { useState } from 'react'
import type { OrderDetail } from '../../../server/src/modules/orders/team-contract.ts'
import { useNow } from '../app/useNow.ts'

interface Said {
  readonly quantity: number
  readonly damaged: boolean
}

const nothing: Said = { quantity: 0, damaged: false }

/** What comes back of an order: how many of each, whether they can be sold again, where they are now. */
export function useReturned(order: OrderDetail) {
  const now = useNow()
  const announced = order.returns.find(({ state }) => state === 'requested')
  const [said, setSaid] = useState<Readonly<Record<string, Said>>>(() =>
    Object.fromEntries(
      (announced?.lines ?? []).map(({ lineId, quantity, damaged }) => [
        lineId,
        { quantity, damaged },
      ]),
    ),
  )
  const [locationId, setLocationId] = useState<string | null>(null)
  const [reason, setReason] = useState('')
  const [late, setLate] = useState(false)
  const lines = Object.entries(said)
    .filter(([, { quantity }]) => quantity > 0)
    .map(([lineId, line]) => ({ lineId, ...line }))
  return {
    announced,
    of: (lineId: string) => said[lineId] ?? nothing,
    change: (lineId: string, what: Partial<Said>) =>
      setSaid((before) => ({ ...before, [lineId]: { ...nothing, ...before[lineId], ...what } })),
    ...{ locationId, setLocationId, reason, setReason, late, setLate },
    isLate: order.mayReturnUntil !== null && new Date(order.mayReturnUntil) < now,
    /** What the server is sent, once enough is said. */
    body:
      lines.length > 0 && locationId !== null
        ? {
            ...{ lines, locationId, late, reason: reason.trim() },
            ...(announced && { returnId: announced.id }),
          }
        : undefined,
  }
}
export type Returned = ReturnType<typeof useReturned>
