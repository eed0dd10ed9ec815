import type { Selectable } from 'kysely'
import type { ThreadEntry } from './contract.ts'
import type { WovenEvent } from './events.ts'
import type { EventTable, UnidentifiedTable } from './tables.ts'

/** The columns that events of customers and of nobody have in common. */
export const sharedRow = [
  'position',
  'id',
  'type',
  'name',
  'at',
  'received_at',
  'channel',
  'source_id',
  'message_id',
  'properties',
  'context',
  'historical',
] as const satisfies readonly (keyof UnidentifiedTable)[]

export const eventRow = [...sharedRow, 'customer_id'] as const

type EventRow = Pick<Selectable<EventTable>, (typeof eventRow)[number]>

export function wovenEvent(row: EventRow): WovenEvent {
  return {
    position: row.position,
    customerId: row.customer_id,
    id: row.id,
    type: row.type,
    name: row.name,
    at: row.at,
    receivedAt: row.received_at,
    channel: row.channel,
    sourceId: row.source_id,
    messageId: row.message_id,
    properties: row.properties,
    context: row.context,
    historical: row.historical,
  }
}

/** The event as the API shows it. */
export function threadEntry(event: WovenEvent): ThreadEntry {
  return { ...event, at: event.at.toISOString(), receivedAt: event.receivedAt.toISOString() }
}
