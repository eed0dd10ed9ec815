import { expect, test } from 'vitest'
import type { LiveEvent } from '../../../server/src/modules/thread/contract.ts'
import { movedBy } from './movedBy.ts'

const event = (position: number, more: Partial<LiveEvent> = {}): LiveEvent => ({
  position,
  customerId: '019aa000-0000-7000-8000-000000000001',
  id: `019aa000-0000-7000-8000-0000000000${position}`,
  type: 'fact',
  name: 'Audience Entered',
  at: '2026-11-22T10:00:00Z',
  receivedAt: '2026-11-22T10:00:00Z',
  channel: 'web',
  sourceId: null,
  messageId: String(position),
  properties: {},
  context: {},
  historical: false,
  customerName: null,
  sourceName: null,
  ...more,
})
const click = event(10, { type: 'track', name: 'Product Added' })

test('an event is followed by the facts of its customer, up to what they do next', () => {
  const events = [
    event(16),
    event(15, { type: 'track' }),
    event(13, { name: 'Journey Entered' }),
    event(12, { customerId: '019aa000-0000-7000-8000-000000000002' }),
    event(11),
    click,
    event(9),
  ]
  expect(movedBy(click, events).map(({ position }) => position)).toEqual([11, 13])
})

test('what comes much later has another cause', () => {
  const later = event(11, { receivedAt: '2026-11-22T10:00:30Z' })
  expect(movedBy(click, [later, click])).toEqual([])
})
