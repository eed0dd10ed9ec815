import { expect, test } from 'vitest'
import { guessMapping } from './guess.ts'

test('a file of orders, one of people and one of events are told apart', () => {
  const orders = guessMapping('a.csv', ['InvoiceNo;CustomerID;InvoiceDate;Total'])
  expect(orders).toMatchObject({
    format: 'csv',
    csv: { delimiter: ';', decimal: ',' },
    userId: { column: 'CustomerID', as: 'id' },
    timestamp: { column: 'InvoiceDate' },
    events: [{ event: 'Order Completed' }],
    properties: { order_id: { column: 'InvoiceNo' }, total: { column: 'Total', as: 'number' } },
  })
  const people = guessMapping('b.ndjson', ['{"client":{"id":1,"email":"a@b"},"created_at":"x"}'])
  expect(people).toMatchObject({
    format: 'ndjson',
    timestamp: { column: 'created_at' },
    events: [{ type: 'identify' }],
    traits: { email: { column: 'client.email' } },
  })
  expect(guessMapping('c.ndjson.gz', ['{"type":"track","event":"x"}']).format).toBe('events')
})

test('anything makes a mapping that can be mended', () => {
  for (const first of ['', 'x', '{', '"a","b"']) {
    expect(guessMapping('d.csv', [first]).events).toHaveLength(1)
  }
})
