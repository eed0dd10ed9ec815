import { expect, test } from 'vitest'
import { LiveEvent } from '../../../server/src/modules/thread/contract.ts'
import { LiveRest } from '../../../server/src/modules/thread/live/contract.ts'
import { fitting, resultOf } from './liveLine.ts'

const id = '0192f0c1-2345-7abc-8def-0123456789ab'
const at = '2026-11-21T10:00:00.000Z'
const woven = LiveEvent.parse({
  ...{ position: 1, customerId: id, id, type: 'track', name: 'Order Completed', at },
  ...{ receivedAt: at, channel: 'web', sourceId: id, messageId: 'm1', historical: false },
  ...{ properties: { order_id: '1001' }, context: {}, customerName: 'Sophie', sourceName: 'Site' },
})
const refused = LiveRest.parse({
  ...{ id, result: 'refused', sourceId: id, sourceName: 'Site', type: 'track', name: '' },
  ...{ messageId: 'm2', receivedAt: at, reason: 'event-missing', detail: '', raw: '{"a":"x"}' },
})

test('lines are found by what became of them, by source, type, name, customer and content', () => {
  const lines = [woven, refused]
  const found = (wanted: Parameters<typeof fitting>[0]) => lines.filter(fitting(wanted))
  expect(found({})).toEqual(lines)
  expect(found({ result: 'refused' })).toEqual([refused])
  expect(found({ result: 'woven', source: id, type: 'track' })).toEqual([woven])
  expect(found({ channel: 'web' })).toEqual([woven])
  expect(found({ search: 'sophie 1001' })).toEqual([woven])
  expect(found({ search: 'event-missing' })).toEqual([refused])
})

test('an event of nobody is told from one of a customer', () => {
  const nobody = { ...woven, customerId: '00000000-0000-0000-0000-000000000000' }
  expect([woven, nobody, refused].map(resultOf)).toEqual(['woven', 'nobody', 'refused'])
})
