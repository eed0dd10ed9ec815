import type { Channel, EventType, Properties } from './contract.ts'

/** An event that was taken at the door, as it lies in the inbox. Times are milliseconds. */
export interface InboxEvent {
  id: string
  sourceId: string | null
  messageId: string
  type: EventType
  name: string
  at: number
  receivedAt: number
  sentAt?: number
  originalAt?: number
  channel: Channel
  historical?: true
  /** Of a fact: whose it is. Others are identified when woven. */
  customerId?: string
  /** The device is one that many people use: its ids are nobody's. */
  shared?: true
  userId?: string
  anonymousId?: string
  previousId?: string
  groupId?: string
  traits?: Properties
  properties: Properties
  context: Properties
}
