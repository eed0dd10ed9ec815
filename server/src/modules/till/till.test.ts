import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Line, startLine } from '../../../test/line.ts'
import { openStore, type Store } from '../../../test/store.ts'
import { openSeal } from '../../kernel/seal.ts'
import type { ReceiptDetail, TillVerdict } from './contract.ts'
import { closingsLoop, openTill, taxesIn, verifyTills, writeReceipt } from './index.ts'
import { hashAfter, sealedReceipt } from './sealed.ts'

let line: Line
let store: Store
let owner: { authorization: string }
const begin = new Date('2026-10-24T08:00:00Z')

beforeAll(async () => {
  line = await startLine({ now: begin })
  store = await openStore(line, { goods: [], places: [{ code: 'lille' }, { code: 'lyon' }] })
  owner = await line.as('owner')
})
afterAll(() => line.stop())

let opened = 0
const newTill = async (place = 'lille') => {
  const code = `test-${++opened}`
  const id = await line.inWork((work) => openTill(work, { locationId: store.at(place), code }))
  return { id, code }
}
const sell = (tillId: string, amount: number, inWork = line.inWork) =>
  inWork((work) =>
    writeReceipt(work, {
      ...{
        tillId,
        kind: amount < 0 ? 'refund' : 'sale',
        currency: 'EUR',
        by: 'key:00000000-0000-7000-8000-000000000001',
      },
      lines: [
        { kind: 'article', sku: 'serum', name: null, quantity: 1, vatRate: 2000, gross: amount },
      ],
      taxes: taxesIn(amount, [{ rate: 2000, net: 1000, vat: 200 }]),
      payments: [{ means: 'in-shop', amount }],
    }),
  )
const verdictOf = async (code: string) => (await verifyTills(line.db, code))[0] as TillVerdict
const close = () => line.settle(({ name }) => name === 'till/closings')
const closingsOf = (tillId: string) =>
  line.db
    .selectFrom('till.closing')
    .selectAll()
    .where('till_id', '=', tillId)
    .orderBy('position')
    .execute()
const get = (url: string, headers = owner) => line.app.http.inject({ url, headers })
/** What only the owner of the database can do, past its rules. */
const forge = (statement: ReturnType<typeof sql>) =>
  line.db.transaction().execute(async (tx) => {
    await sql`set local session_replication_role = replica`.execute(tx)
    await statement.execute(tx)
  })

describe('receipts', () => {
  test('of many at once are one chain without a gap, also where some are undone', async () => {
    const amount = fc.integer({ min: -9999, max: 9999 })
    const sales = fc.array(fc.tuple(amount, fc.boolean()), { minLength: 2, maxLength: 24 })
    await fc.assert(
      fc.asyncProperty(sales, async (all) => {
        const { id, code } = await newTill()
        const undone = new Error('undone')
        const ring = ([amount, stays]: (typeof all)[number]) =>
          sell(id, amount, (task) =>
            line.inWork(async (work) => {
              const done = await task(work)
              if (!stays) throw undone
              return done
            }),
          ).catch((error) => {
            if (error !== undone) throw error
          })
        await Promise.all(all.map(ring))
        const stayed = all.filter(([, stays]) => stays)
        const rows = await line.db
          .selectFrom('till.receipt')
          .select(['number', 'perpetual'])
          .where('till_id', '=', id)
          .orderBy('number')
          .execute()
        expect(rows.map(({ number }) => number)).toEqual(stayed.map((_, at) => at + 1))
        expect(rows.at(-1)?.perpetual ?? 0).toBe(
          stayed.reduce((sum, [amount]) => sum + Math.abs(amount), 0),
        )
        const { receipts } = await verdictOf(code)
        expect(receipts).toMatchObject({ intact: stayed.length, after: 0 })
        expect(receipts.firstAltered).toBeUndefined()
      }),
      { numRuns: 12 },
    )
  })

  test('cannot be changed, deleted or uncounted, not by the owner of the database either', async () => {
    const { id } = await newTill()
    await sell(id, 1000)
    for (const statement of [
      sql`update till.receipt set total = 1 where till_id = ${id}`,
      sql`delete from till.receipt where till_id = ${id}`,
    ]) {
      await expect(statement.execute(line.db)).rejects.toThrow('only ever added to')
    }
  })

  test('of another currency than the till’s, or whose parts do not add up, are not written', async () => {
    const { id, code } = await newTill()
    const entry = {
      tillId: id,
      kind: 'sale' as const,
      lines: [],
      by: 'key:00000000-0000-7000-8000-000000000001',
    }
    const payments = [{ means: 'in-shop' as const, amount: 100 }]
    const taxes = [{ rate: 0, net: 100, vat: 0 }]
    const other = line.inWork((work) =>
      writeReceipt(work, { ...entry, currency: 'USD', taxes, payments }),
    )
    await expect(other).rejects.toMatchObject({ code: 'till/other-currency' })
    const wrong = line.inWork((work) =>
      writeReceipt(work, { ...entry, currency: 'EUR', taxes: [], payments }),
    )
    await expect(wrong).rejects.toThrow('with taxes of 0')
    expect((await verdictOf(code)).receipts).toMatchObject({ intact: 0 })
  })

  test('are printed once, and each further time as a duplicate that is counted', async () => {
    const { id } = await newTill()
    const receipt = await sell(id, 1000)
    const url = `/api/till/receipts/${receipt.id}/prints`
    const print = () => line.app.http.inject({ method: 'POST', url, headers: owner })
    const copies = await Promise.all([print(), print(), print()])
    expect(copies.map((answer) => answer.json().copy).sort()).toEqual([0, 1, 2])
    const shown: ReceiptDetail = (await get(`/api/till/receipts/${receipt.id}`)).json()
    expect(shown.prints.map(({ copy }) => copy)).toEqual([0, 1, 2])
  })

  test('are found by number, order, amount and day, page by page', async () => {
    const { id, code } = await newTill()
    for (const amount of [1100, 1200, 1300, -1200]) await sell(id, amount)
    const find = async (query: string) => {
      const { receipts, next } = (await get(`/api/till/receipts?till=${code}&${query}`)).json()
      return { numbers: receipts.map((one: { number: number }) => one.number), next }
    }
    expect((await find('number=2')).numbers).toEqual([2])
    expect((await find('amount=1200')).numbers).toEqual([4, 2])
    expect((await find('kind=refund')).numbers).toEqual([4])
    expect((await find('day=2026-10-24')).numbers).toEqual([4, 3, 2, 1])
    expect((await find('day=2026-10-25')).numbers).toEqual([])
    const first = await find('limit=3')
    expect(first.numbers).toEqual([4, 3, 2])
    expect(await find(`limit=3&before=${encodeURIComponent(first.next)}`)).toEqual({
      ...{ numbers: [1], next: null },
    })
  })

  test('are read with a key that may, and with no other', async () => {
    const asAgent = await line.as('agent')
    const asMarketer = await line.as('marketer')
    expect((await get('/api/till/receipts', asAgent)).statusCode).toBe(200)
    expect((await get('/api/till/receipts', asMarketer)).statusCode).toBe(403)
    expect((await get('/api/till/receipts?till=none')).json().code).toBe('till/unknown')
    const { id } = await newTill()
    const receipt = await sell(id, 1000)
    const url = `/api/till/receipts/${receipt.id}/prints`
    const print = await line.app.http.inject({ method: 'POST', url, headers: asAgent })
    expect(print.statusCode).toBe(403)
  })
})

describe('closings', () => {
  test('are of the shop’s days, 25 hours where the clocks go back, and go on from each other', async () => {
    line.now = new Date('2026-10-24T08:00:00Z')
    const { id, code } = await newTill()
    await sell(id, 500)
    line.now = new Date('2026-10-25T22:59:59.999Z')
    await sell(id, -200)
    line.now = new Date('2026-10-25T23:00:00Z')
    await sell(id, 700)
    line.now = new Date('2026-11-01T08:00:00Z')
    await close()
    const closings = await closingsOf(id)
    const days = closings.filter(({ kind }) => kind === 'day')
    expect(days.map(({ period }) => period.slice(8)).join(' ')).toBe('24 25 26 27 28 29 30 31')
    const [first, long, third] = days
    expect(first).toMatchObject({ receipts: 1, total: 500, first_number: 1, perpetual: 500 })
    expect(long).toMatchObject({ receipts: 1, total: -200, refunds: -200, perpetual: 700 })
    expect(third).toMatchObject({ receipts: 1, total: 700, perpetual: 1400 })
    expect(hours(long)).toBe(25)
    expect(hours(third)).toBe(24)
    for (const [at, day] of days.entries()) {
      if (at > 0) expect(day.from_at).toEqual(days[at - 1]?.to_at)
    }
    const month = closings.find(({ kind }) => kind === 'month')
    expect(month).toMatchObject({
      ...{ period: '2026-10', receipts: 3, sales: 1200, refunds: -200, total: 1000 },
      ...{ first_number: 1, last_number: 3, keep_until: '2032-12-31' },
    })
    expect(month?.taxes).toEqual([{ rate: 2000, net: 833, vat: 167 }])
    expect((await verdictOf(code)).closings).toMatchObject({ intact: 9, after: 0 })
  })

  const hours = (day: { from_at: Date; to_at: Date } | undefined) =>
    day && (day.to_at.getTime() - day.from_at.getTime()) / 3_600_000

  test('take up nothing that comes late: it is the first of the new day', async () => {
    line.now = new Date('2026-11-03T08:00:00Z')
    const { id, code } = await newTill()
    const midnight = new Date('2026-11-03T23:00:00Z')
    line.now = new Date(midnight.getTime() + 1000)
    await close()
    line.now = new Date(midnight.getTime() - 1000)
    await sell(id, 100)
    const row = await line.db
      .selectFrom('till.receipt')
      .select('at')
      .where('till_id', '=', id)
      .executeTakeFirstOrThrow()
    expect(row.at).toEqual(midnight)
    line.now = new Date(midnight.getTime() + 25 * 3_600_000)
    await close()
    expect((await closingsOf(id)).map(({ receipts }) => receipts)).toEqual([0, 1])
    expect((await verdictOf(code)).closings.firstAltered).toBeUndefined()
  })

  test('are made once, by however many processes, while others sell', async () => {
    line.now = new Date('2026-11-05T08:00:00Z')
    const { id, code } = await newTill()
    line.now = new Date('2026-11-25T08:00:00Z')
    const seal = openSeal({ sealKey: 'of the test', dataDir: '' })
    const processes = [1, 2, 3].map(() => closingsLoop({ inWork: line.inWork, seal }))
    const sales = Array.from({ length: 10 }, (_, at) => sell(id, 100 + at))
    await Promise.all([...processes.map(({ run }) => run()), ...sales])
    await close()
    const days = (await closingsOf(id)).filter(({ kind }) => kind === 'day')
    expect(days.map(({ period }) => Number(period.slice(8)))).toEqual(
      Array.from({ length: 20 }, (_, at) => at + 5),
    )
    const verdict = await verdictOf(code)
    expect(verdict).toMatchObject({ receipts: { intact: 10 }, closings: { intact: 20 } })
    expect(verdict.keys).toHaveLength(1)
  })

  test('begin by themselves for each shop, whose till needs nobody to open it', async () => {
    await close()
    const tills = (await get('/api/till/tills')).json()
    const codes = tills.map(({ code }: { code: string }) => code)
    expect(codes).toContain('lyon-1')
  })
})

describe('verifying', () => {
  async function closedTill() {
    line.now = new Date('2026-11-26T08:00:00Z')
    const till = await newTill()
    for (const amount of [100, 200, 300]) await sell(till.id, amount)
    line.now = new Date('2026-11-28T08:00:00Z')
    await close()
    return till
  }

  test.each([
    ['total', sql`total + 1`, 'content'],
    ['period', sql`'2026-11-29'`, 'content'],
    ['perpetual', sql`0`, 'content'],
    ['payments', sql`'[]'`, 'content'],
    ['keep_until', sql`'2026-12-31'`, 'content'],
    ['signature', sql`'AAAA'`, 'signature'],
    ['key_id', sql`'00000000-0000-7000-8000-000000000000'::uuid`, 'signature'],
  ])('names the closing whose %s was altered', async (column, value, why) => {
    const { id, code } = await closedTill()
    await forge(
      sql`update till.closing set ${sql.ref(column)} = ${value} where till_id = ${id} and position = 1`,
    )
    expect((await verdictOf(code)).closings).toMatchObject({
      ...{ intact: 0, after: 1, firstAltered: { position: 1, kind: 'day', why } },
    })
  })

  test('names a closing that was taken out, in the middle or at the end', async () => {
    for (const position of [1, 2]) {
      const { id, code } = await closedTill()
      await forge(sql`delete from till.closing where till_id = ${id} and position = ${position}`)
      expect((await verdictOf(code)).closings.firstAltered).toMatchObject({
        ...{ position, why: 'missing' },
      })
    }
  })

  test('finds by its signed closings a chain that was written anew as a whole', async () => {
    const { id, code } = await closedTill()
    const rows = await line.db
      .selectFrom('till.receipt')
      .selectAll()
      .where('till_id', '=', id)
      .orderBy('number')
      .execute()
    let [previous, perpetual] = ['', 0]
    for (const row of rows) {
      const total = row.number === 2 ? 1 : row.total
      const taxes = taxesIn(total, row.taxes)
      const payments = [{ means: 'in-shop' as const, amount: total }]
      perpetual += total
      const forged = { ...row, total, taxes, payments, perpetual }
      const hash = hashAfter(previous, sealedReceipt(forged))
      await forge(sql`update till.receipt set total = ${total}, perpetual = ${perpetual},
        taxes = ${JSON.stringify(taxes)}, payments = ${JSON.stringify(payments)},
        previous = ${previous}, hash = ${hash} where till_id = ${id} and number = ${row.number}`)
      previous = hash
    }
    await sql`update till.till set hash = ${previous}, perpetual = ${perpetual} where id = ${id}`.execute(
      line.db,
    )
    const { receipts, closings } = await verdictOf(code)
    expect(receipts).toMatchObject({ intact: 3 })
    expect(receipts.firstAltered).toBeUndefined()
    expect(closings.firstAltered).toMatchObject({ position: 1, why: 'receipts' })
  })

  test('finds a receipt that was slipped in at the end, and a till that says otherwise', async () => {
    const { id, code } = await closedTill()
    await sql`update till.till set perpetual = perpetual - 1 where id = ${id}`.execute(line.db)
    expect((await verdictOf(code)).receipts.firstAltered).toMatchObject({ why: 'head' })
  })
})

describe('an archive', () => {
  const run = promisify(execFile)

  async function checked(file: string, folder: string) {
    const doc = await readFile('docs/till-archive.md', 'utf8')
    const [, script = ''] = /```js\n([\s\S]*?)```/.exec(doc) ?? []
    const [program, archive] = [join(folder, 'check.mjs'), join(folder, 'archive.jsonl')]
    await writeFile(program, script)
    await writeFile(archive, file)
    return run(process.execPath, [program, archive]).then(
      ({ stdout }) => stdout.trim(),
      ({ stdout }: { stdout: string }) => stdout.trim(),
    )
  }

  test('is checked without the product, by what its page says; whatever is altered shows', async () => {
    line.now = new Date('2026-11-10T08:00:00Z')
    const { id, code } = await newTill()
    await sell(id, 1000)
    await sell(id, -300)
    line.now = new Date('2026-11-12T08:00:00Z')
    await sell(id, 500)
    const of = (period: string) => get(`/api/till/archive?till=${code}&period=${period}`)
    expect((await of('2026-11')).json()).toMatchObject({ code: 'till/not-closed' })
    line.now = new Date('2026-12-01T08:00:00Z')
    await close()
    const { body, headers } = await of('2026-11')
    expect(headers['content-disposition']).toContain(`${code}-2026-11.jsonl`)
    const folder = await mkdtemp(join(tmpdir(), 'filrouge-archive-'))
    try {
      expect(await checked(body, folder)).toBe(
        `INTACT: 25 receipts and closings of ${code}, 2026-11`,
      )
      const day = await of('2026-11-10')
      expect(await checked(day.body, folder)).toContain('INTACT: 3')
      const other = body.replace('\\"in-shop\\",\\"amount\\":500', '\\"in-shop\\",\\"amount\\":501')
      expect(other).not.toBe(body)
      expect(await checked(other, folder)).toBe('ALTERED: the file')
      const lines = body.trimEnd().split('\n')
      const without = lines.filter((_, at) => at !== 2).join('\n')
      expect(await checked(without, folder)).toContain('ALTERED')
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})
