import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Line, startLine } from '../../../../test/line.ts'
import { findBy, profileOf, threadIds } from '../../customers/index.ts'
import { importFile, timeline } from '../index.ts'
import { type Import, ImportMapping } from './contract.ts'

let line: Line
let folder: string
let source: string
let files = 0
beforeAll(async () => {
  line = await startLine()
  folder = await mkdtemp(join(tmpdir(), 'import-'))
})
afterAll(async () => {
  await line.stop()
  await rm(folder, { recursive: true })
})
beforeEach(({ task }) => {
  source = task.name
})

const tickets = ImportMapping.parse({
  groupBy: ['ticket'],
  channel: 'shop',
  timestamp: { column: 'when', zone: 'Europe/Paris' },
  userId: { column: 'client', as: 'id' },
  events: [
    { skip: true, when: { column: 'ticket', startsWith: 'X' } },
    { event: 'Order Refunded', when: { column: 'ticket', startsWith: 'R' }, sign: -1 },
    { event: 'Order Completed' },
  ],
  properties: {
    order_id: { column: 'ticket' },
    currency: { value: 'EUR' },
    revenue: { sum: ['pieces', 'price'], signed: true },
  },
  products: {
    product_id: { column: 'sku' },
    quantity: { column: 'pieces', as: 'number', signed: true },
    price: { column: 'price', as: 'number' },
  },
})
const header = 'ticket,when,client,sku,pieces,price'

async function file(lines: readonly string[], first = header): Promise<string> {
  const path = join(folder, `${files++}.csv`)
  await writeFile(path, [first, ...lines, ''].join('\n'))
  return path
}

type Extra = Partial<Parameters<typeof importFile>[1]>

const bring = (path: string, extra: Extra = {}) =>
  importFile(
    { db: line.db, inWork: line.inWork, gate: line.app.door.gate },
    { file: path, mapping: tickets, source, basis: 'contract', ...extra },
  )

/** Everything on the thread of the customer whom the shop knows by this number. */
async function threadOf(client: string) {
  await line.settle()
  const id = await findBy(line.db, 'user_id', client)
  if (!id) return []
  const customerIds = await threadIds(line.db, id)
  const { entries } = await timeline(line.db, { customerIds, limit: 50 })
  return entries.toReversed()
}

test('lines of one ticket are one event, wherever they stand in the file', async () => {
  const path = await file([
    'T1,2025-07-01 10:00,100.0,a,2,1.10',
    'T2,2025-07-01 10:01,101,b,1,5',
    'T1,2025-07-01 10:02,,c,1,0.15',
  ])
  expect(await bring(path)).toMatchObject({ lines: 3, events: 2, refused: 0, errorsFile: null })
  const [event, ...others] = await threadOf('100')
  expect(others).toEqual([])
  expect(event).toMatchObject({
    name: 'Order Completed',
    at: '2025-07-01T08:00:00.000Z',
    channel: 'shop',
    historical: true,
    properties: {
      order_id: 'T1',
      revenue: 2.35,
      products: [
        { product_id: 'a', quantity: 2, price: 1.1 },
        { product_id: 'c', quantity: 1, price: 0.15 },
      ],
    },
    context: { retentionBasis: 'contract' },
  })
})

test('a return is told in positive amounts, by the rule that recognises it', async () => {
  await bring(await file(['R7,2025-01-02,102,a,-3,1.50']))
  expect(await threadOf('102')).toMatchObject([
    { name: 'Order Refunded', properties: { revenue: 4.5, products: [{ quantity: 3 }] } },
  ])
})

test('a line without a customer makes an event and no customer', async () => {
  const customers = () => line.db.selectFrom('customers.customer').select('customer_id').execute()
  const before = (await customers()).length
  await bring(await file(['T8,2025-01-02,,a,1,10']))
  await line.settle()
  expect((await customers()).length).toBe(before)
  const nobodys = await line.db.selectFrom('thread.unidentified').select('properties').execute()
  expect(nobodys.map(({ properties }) => properties.order_id)).toContain('T8')
})

test('lines that cannot be taken are told with their reason, and cost no others', async () => {
  const path = await file([
    'T20,2025-01-02,120,a,1,10',
    'T21,yesterday,120,a,1,10',
    'T22,2025-01-02,120,a,1,dear',
    'T23,2025-01-02,120,a,1,10',
    'T23,2025-01-02,121,a,1,10',
    ',2025-01-02,120,a,1,10',
    'T24,2025-01-02,120,a',
    'T25,1999-01-02,120,a,1,10',
    `T26,2025-01-02,120,${'x'.repeat(900_000)},1,10`,
    `T26,2025-01-02,120,${'y'.repeat(900_000)},1,10`,
    'X27,2025-01-02,120,a,1,10',
    'T28,2025-01-02,120,"a,\n b",1,10',
    'T29,2025-01-02,120,a"b,1,10',
    'T30,2025-01-02,120,a,1,10',
  ])
  const report = await bring(path)
  expect(report).toMatchObject({ events: 3, refused: 10, skipped: 1 })
  const told = (await readFile(report.errorsFile ?? '', 'utf8'))
    .split('\n')
    .map((row) => row.split(',').slice(0, 2).join(' '))
  expect(told.filter((row) => row !== '')).toEqual([
    'line reason',
    '3 timestamp/unreadable',
    '4 number/unreadable',
    '5 group/several-customers',
    '6 group/several-customers',
    '7 group/key-missing',
    '8 line/cells',
    '15 line/unreadable',
    '9 event/timestamp-unusable',
    '10 event/too-large',
    '11 event/too-large',
  ])
  const thread = await threadOf('120')
  expect(thread.map(({ properties }) => properties.order_id)).toEqual(['T20', 'T28', 'T30'])
  expect(thread[1]?.properties.products).toMatchObject([{ product_id: 'a,\n b' }])
})

test('an invoice of a thousand lines is one event', async () => {
  const lines = Array.from({ length: 1200 }, (_, index) => `T40,2025-01-02,140,sku-${index},1,0.01`)
  expect(await bring(await file(lines))).toMatchObject({ events: 1, refused: 0 })
  const [event] = await threadOf('140')
  expect(event?.properties).toMatchObject({ revenue: 12 })
  expect(event?.properties.products).toHaveLength(1200)
})

test('a file imported again brings nothing new', async () => {
  const path = await file(['T50,2025-01-02,150,a,1,10'])
  await bring(path)
  expect(await bring(path)).toMatchObject({ already: true, events: 0 })
  expect(await threadOf('150')).toHaveLength(1)
})

test('an import that was interrupted goes on where it was, and says so', async () => {
  const lines = Array.from({ length: 3600 }, (_, index) => `T6${index},2025-01-02,160,a,1,1`)
  const path = await file([...lines.slice(0, 1600), 'bad', ...lines.slice(1600)])
  let portions = 0
  const dying: typeof line.inWork = (task) => {
    // The first transaction opens the book, the others make a portion durable.
    if (++portions > 3) throw new Error('the plug was pulled')
    return line.inWork(task)
  }
  const request = { file: path, mapping: tickets, source, basis: 'contract' }
  await expect(
    importFile({ ...line, gate: line.app.door.gate, inWork: dying }, request),
  ).rejects.toThrow('plug')
  await line.settle()
  await expect(bring(path)).rejects.toMatchObject({ code: 'import/unfinished' })
  await expect(
    bring(path, { resume: true, mapping: { ...tickets, channel: 'web' } }),
  ).rejects.toMatchObject({ code: 'import/mapping-changed' })
  expect(await bring(path, { resume: true })).toMatchObject({
    ...{ resumed: 2000, events: 1600, refused: 1 },
  })
  await line.settle()
  const { n } = await line.db
    .selectFrom('thread.event')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('source_id', '=', (await bookOf(source)).sourceId)
    .executeTakeFirstOrThrow()
  expect(n).toBe(3600)
  expect(await bookOf(source)).toMatchObject({
    ...{ state: 'done', sourceName: source, basis: 'contract' },
    ...{ lines: 3601, line: 3602, events: 3600, refused: 1 },
  })
})

async function bookOf(name: string): Promise<Import> {
  const response = await line.app.http.inject({
    url: '/api/imports',
    headers: await line.as('developer'),
  })
  return response.json().imports.find((one: Import) => one.sourceName === name)
}

test('a dry run tells what would be, and stores nothing', async () => {
  const path = await file(['T70,2025-01-02,170,a,1,10', 'R71,2025-01-02,170,a,-1,10'])
  expect(await bring(path, { dryRun: true })).toMatchObject({
    ...{ id: null, events: 2, byName: { 'Order Completed': 1, 'Order Refunded': 1 } },
  })
  expect(await threadOf('170')).toEqual([])
})

test('a mapping that names a column the file does not have is refused before anything', async () => {
  const path = await file(['T80,2025-01-02,180'], 'ticket,when,client')
  await expect(bring(path)).rejects.toMatchObject({
    code: 'import/columns-missing',
    details: { missing: ['pieces', 'price', 'sku'] },
  })
})

test('customers come by the same door: gzipped, as French spreadsheets write them', async () => {
  const people = ImportMapping.parse({
    csv: { delimiter: ';', decimal: ',', encoding: 'latin1' },
    channel: 'shop',
    timestamp: { column: 'Créé le', format: 'dmy', zone: 'Europe/Paris' },
    userId: { column: 'N°', as: 'id' },
    events: [{ type: 'identify' }],
    traits: {
      email: { column: 'Courriel' },
      points: { column: 'Points', as: 'number' },
      newsletter: { column: 'Lettre', as: 'boolean' },
      birthday: { column: 'Né le', as: 'dmy' },
    },
  })
  const path = join(folder, 'people.csv.gz')
  const text =
    'N°;Créé le;Courriel;Points;Lettre;Né le\n900;31/12/2024 18:00;Zoé@Example.com;1 234,5;oui;29/02/1992\n'
  await writeFile(path, gzipSync(Buffer.from(text, 'latin1')))
  await bring(path, { mapping: people })
  await line.settle()
  const id = await findBy(line.db, 'email', 'zoé@example.com')
  expect(await profileOf(line.db, id ?? '')).toMatchObject({
    traits: {
      ...{ email: 'Zoé@Example.com', points: 1234.5, newsletter: true },
      birthday: '1992-02-29',
    },
    firstSeenAt: new Date('2024-12-31T17:00:00Z'),
  })
})
