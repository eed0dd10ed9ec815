import { expect, test } from 'vitest'
import { HookMapping } from '../../../server/src/modules/thread/hooks/contract.ts'
import { draftOf, mappingOf } from './draft.ts'

test('a mapping that was opened and saved says what it said', () => {
  const mapping = HookMapping.parse({
    channel: 'web',
    event: { path: '@x-topic' },
    names: { 'orders/create': 'Order Completed' },
    onlyNamed: true,
    userId: { path: 'customer.id' },
    properties: {
      total: { path: 'total_price', as: 'number' },
      currency: { value: 'EUR' },
      places: { value: 2 },
    },
    products: { path: 'lines', fields: { product_id: { path: 'sku' } } },
  })
  expect(mappingOf(draftOf(mapping))).toEqual(mapping)
})

test('a path that is none makes no mapping', () => {
  expect(mappingOf({ ...draftOf(null), userId: 'a..b' })).toBeUndefined()
})
