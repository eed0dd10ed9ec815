import { createReadStream, existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { createGunzip } from 'node:zlib'
import { parse } from 'csv-parse'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findBy } from '../src/modules/customers/index.ts'
import type { CustomerValue, Series } from '../src/modules/insight/contract.ts'
import { ImportMapping, importFile } from '../src/modules/thread/index.ts'
import { type Line, startLine } from './line.ts'

const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))
const file = at('../shared/data/retail/online-retail.csv.gz')
const there = existsSync(file)

/** A file of real invoices, brought in as anybody would, against counting its lines with nothing of ours. */
describe.skipIf(!there)('541,909 lines of real invoices', { timeout: 300_000 }, () => {
  let line: Line
  let counted: Counted
  let owner: { authorization: string }
  beforeAll(async () => {
    line = await startLine({ now: new Date('2026-11-21T10:00:00Z') })
    owner = await line.as('owner')
    counted = await count()
    await bring(line)
  }, 300_000)
  afterAll(() => line.stop())

  async function ask<Answer>(path: string): Promise<Answer> {
    const response = await line.app.http.inject({ url: path, headers: owner })
    expect(response.statusCode, response.body).toBe(200)
    return response.json()
  }

  test('are the file that is told of', () => {
    expect(counted).toMatchObject({ lines: 541_909, mills: 9_747_747_934 })
    expect(counted.customers.size).toBe(4372)
    expect(counted.orders.size + counted.returns.size).toBe(25_900)
  })

  test('make a customer of each CustomerID, and none of lines without one', async () => {
    const { n } = await line.db
      .selectFrom('customers.customer')
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .whereRef('customer_id', '=', 'final_id')
      .executeTakeFirstOrThrow()
    expect(n).toBe(counted.customers.size)
    expect(await findBy(line.db, 'user_id', '17850')).toBeDefined()
  })

  test('add up to the orders, the returns and the revenue of the file', async () => {
    const { total, currency } = await ask<HomeTotals>(
      '/api/insight/home?from=2010-12-01&to=2011-12-31&timeZone=Europe/London',
    )
    expect(currency).toBe('GBP')
    expect(total.orders.value).toBe(counted.orders.size)
    expect(total.returned.n).toBe(counted.returns.size)
    expect(total.revenue.value).toBe(974_774_793)
  })

  test('and so for each month of London', async () => {
    const { points } = await ask<Series>(
      '/api/insight/daily?by=month&from=2010-12-01&to=2011-12-31&timeZone=Europe/London',
    )
    const months = points.map(({ day, orders, returns, revenue, returned }) => [
      day.slice(0, 7),
      { orders, returns, revenue: revenue - returned },
    ])
    expect(Object.fromEntries(months)).toEqual(Object.fromEntries(counted.months))
  })

  test('show on the page of a customer what is theirs', async () => {
    for (const number of ['12346', '14911', '17850', '12748']) {
      const id = await findBy(line.db, 'user_id', number)
      const { values } = await ask<CustomerValue>(`/api/customers/${id}/value`)
      const [value] = values
      const theirs = counted.customers.get(number)
      expect(value && value.revenue - value.returned, number).toBe(Math.round((theirs ?? 0) / 10))
    }
  })

  test('are history: marked so, and with the reason for which it may be kept', async () => {
    const events = await line.db
      .selectFrom('thread.event')
      .select(['historical', 'context'])
      .execute()
    expect(events.every(({ historical }) => historical)).toBe(true)
    expect(new Set(events.map(({ context }) => context.retentionBasis))).toEqual(
      new Set(['contract']),
    )
  })
})

test.runIf(!there)('the file of real invoices is not here, so nothing is compared with it', () => {
  expect(there).toBe(false)
})

interface HomeTotals {
  currency: string
  total: Record<'orders' | 'revenue' | 'returned', { value: number | null; n: number }>
}

/** By the documented mapping, while the line weaves as it does in the product. */
async function bring(line: Line): Promise<void> {
  const text = await readFile(at('docs/examples/online-retail.mapping.json'), 'utf8')
  const mapping = ImportMapping.parse(JSON.parse(text))
  const request = { file, mapping, source: 'online-retail', basis: 'contract' }
  let done = false
  const weaving = (async () => {
    while (!done) {
      await line.settle()
      await pause(5)
    }
  })()
  const report = await importFile({ ...line, gate: line.app.door.gate }, request).finally(() => {
    done = true
  })
  await weaving
  await line.settle()
  expect(report).toMatchObject({ lines: 541_909, events: 25_900, refused: 0, skipped: 0 })
}

interface Counted {
  lines: number
  /** Thousandths of a pound: some prices have three decimals. */
  mills: number
  orders: Set<string>
  returns: Set<string>
  /** Thousandths by CustomerID. */
  customers: Map<string, number>
  months: Map<string, { orders: number; returns: number; revenue: number }>
}

async function count(): Promise<Counted> {
  const counted: Counted = {
    ...{ lines: 0, mills: 0, orders: new Set(), returns: new Set() },
    ...{ customers: new Map(), months: new Map() },
  }
  const mills = new Map<string, number>()
  const monthOf = new Map<string, string>()
  const rows = createReadStream(file)
    .pipe(createGunzip())
    .pipe(parse({ columns: true }))
  for await (const row of rows as AsyncIterable<Record<string, string>>) {
    const { InvoiceNo = '', CustomerID = '', InvoiceDate = '' } = row
    const amount = Number(row.Quantity) * Math.round(Number(row.UnitPrice) * 1000)
    const month = InvoiceDate.slice(0, 7)
    counted.lines++
    counted.mills += amount
    const all = InvoiceNo.startsWith('C') ? counted.returns : counted.orders
    all.add(InvoiceNo)
    monthOf.set(InvoiceNo, month)
    mills.set(month, (mills.get(month) ?? 0) + amount)
    const customer = CustomerID.replace('.0', '')
    if (customer) counted.customers.set(customer, (counted.customers.get(customer) ?? 0) + amount)
  }
  for (const [month, amount] of [...mills].sort()) {
    const of = (all: Set<string>) => [...all].filter((id) => monthOf.get(id) === month).length
    counted.months.set(month, {
      orders: of(counted.orders),
      returns: of(counted.returns),
      revenue: Math.round(amount / 10),
    })
  }
  return counted
}
