import { expect, test } from 'vitest'
import { EventSchema } from '../../../server/src/modules/thread/plan/contract.ts'
import { emptyRow, rowsOf, schemaOf } from './draft.ts'

test('a plan that was opened and saved says what it said', () => {
  const schema = EventSchema.parse({
    properties: {
      order_id: { type: 'string', required: true },
      currency: { type: 'string', pattern: '^[A-Z]{3}$' },
      step: { type: 'integer', choices: [1, 2] },
      products: { type: 'array', items: { product_id: { type: 'string', required: true } } },
    },
    closed: true,
  })
  expect(schemaOf(rowsOf(schema), schema.closed)).toEqual(schema)
})

test('choices of a number are numbers, lines without a name are left out', () => {
  const rows = [
    { ...emptyRow(), name: 'size', type: 'integer' as const, choices: '36, 38,40' },
    emptyRow(),
  ]
  expect(schemaOf(rows, true)).toEqual({
    properties: { size: { type: 'integer', required: false, choices: [36, 38, 40] } },
    closed: true,
  })
})

test('a pattern that is none makes no plan', () => {
  expect(schemaOf([{ ...emptyRow(), name: 'a', pattern: '(' }], false)).toBeUndefined()
})
