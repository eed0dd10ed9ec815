import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Line, startLine } from '../../../../test/line.ts'
import { importFile } from '../index.ts'
import { eventsMapping, type ImportFile, type ImportFileDetail, ImportMapping } from './contract.ts'

let line: Line
let folder: string
let developer: { authorization: string }
let source: string
let files = 0
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'import-'))
  line = await startLine({ dataDir: folder })
  developer = await line.as('developer')
})
afterAll(async () => {
  await line.stop()
  await rm(folder, { recursive: true })
})
beforeEach(({ task }) => {
  source = task.name.slice(0, 80)
})

async function file(lines: readonly string[], suffix: string): Promise<string> {
  const path = join(folder, `${files++}${suffix}`)
  await writeFile(path, [...lines, ''].join('\n'))
  return path
}

const bring = (path: string, mapping: ImportMapping, dryRun = false) =>
  importFile(
    { db: line.db, inWork: line.inWork, gate: line.app.door.gate },
    { file: path, mapping, source, basis: 'contract', dryRun },
  )

async function woven(name: string) {
  await line.settle()
  return line.db
    .selectFrom('thread.event')
    .select(['properties', 'at', 'message_id', 'historical', 'context'])
    .where('name', '=', name)
    .orderBy('at')
    .execute()
}

describe('the tracking plan', () => {
  const mapping = ImportMapping.parse({
    ...{ channel: 'shop', timestamp: { column: 'at' }, userId: { column: 'client' } },
    events: [{ event: 'Card Stamped' }],
    properties: { shop: { column: 'shop' }, stamps: { column: 'stamps', as: 'number' } },
  })
  const lines = ['at,client,shop,stamps', '2025-01-02,81,Lille,3', '2025-01-03,82,,4']
  const plan = async (mode: string, required = true) => {
    const schema = { properties: { shop: { type: 'string', required } }, closed: false }
    const { statusCode } = await line.app.http.inject({
      ...{ method: 'PUT', url: '/api/plan/event', headers: await line.as('developer') },
      payload: { name: 'Card Stamped', mode, schema },
    })
    expect(statusCode).toBe(200)
    // Read again by this process once it has heard of it.
    await expect
      .poll(async () => {
        const inspect = await line.app.door.gate.inspector(undefined)
        const event = { name: 'Card Stamped', context: {}, properties: {} }
        return Boolean(inspect(event as never, {}))
      })
      .toBe(mode === 'enforce' && required)
  }
  const waiting = () =>
    line.db.selectFrom('thread.quarantine').select(['id', 'reason', 'detail']).execute()

  test('marks what it only observes, and keeps what is enforced until the plan is mended', async () => {
    await plan('observe')
    await bring(await file(lines, '.csv'), mapping)
    const marked = await woven('Card Stamped')
    expect(marked.map(({ context }) => context.filrouge)).toEqual([
      undefined,
      { plan: { version: 1, violations: [{ path: 'shop', rule: 'missing' }] } },
    ])

    await plan('enforce')
    const path = await file([...lines, '2025-01-04,83,,5'], '.csv')
    const trial = await bring(path, mapping, true)
    expect(trial).toMatchObject({
      ...{ events: 1, refused: 2 },
      faults: [{ line: 3, reason: 'event/plan-violated', detail: 'shop: missing' }, { line: 4 }],
    })
    expect(trial.errorsFile).not.toBeNull()
    expect(await waiting()).toEqual([])
    // They wait in one place only: a mended file would bring them in a second time.
    expect(await bring(path, mapping)).toMatchObject({ events: 1, refused: 2, errorsFile: null })
    const kept = await waiting()
    expect(kept).toMatchObject([
      { reason: 'plan-violated', detail: 'shop: missing' },
      { reason: 'plan-violated' },
    ])
    expect(await woven('Card Stamped')).toHaveLength(3)

    await plan('enforce', false)
    const { statusCode } = await line.app.http.inject({
      ...{ method: 'POST', url: `/api/quarantine/${kept[0]?.id}/retry` },
      headers: await line.as('developer'),
    })
    expect(statusCode).toBe(204)
    const taken = (await woven('Card Stamped')).filter(({ properties }) => !properties.shop)
    expect(taken).toMatchObject([
      { at: new Date('2025-01-03'), historical: true },
      { at: new Date('2025-01-03'), historical: true, context: { retentionBasis: 'contract' } },
    ])
  }, 60_000)

  test('lets a decision in that stands beside an event which is otherwise than planned', async () => {
    await plan('enforce')
    const consents = [
      {
        ...{ purpose: 'marketing', channel: 'email', decision: { column: 'optin' } },
        ...{ wording: { value: 'x' }, date: { column: 'at' }, source: { value: 'desk' } },
      },
    ]
    const path = await file(['at,client,shop,stamps,optin', '2025-01-03,84,,4,non'], '.csv')
    const both = ImportMapping.parse({ ...mapping, consents })
    expect(await bring(path, both)).toMatchObject({
      ...{ events: 1, refused: 1, byName: { 'Consent Withdrawn': 1 } },
    })
  })
})

test('what names somebody who was erased and wanted no more of it is not taken, nor kept in a file', async () => {
  const refused = { reason: 'barred', detail: '' } as const
  const gate = { inspector: async () => () => refused }
  const path = await file(['at,client', '2025-01-03,85'], '.csv')
  const mapping = ImportMapping.parse({
    ...{ channel: 'shop', timestamp: { column: 'at' }, userId: { column: 'client' } },
    events: [{ event: 'Seen Again' }],
  })
  const request = { file: path, mapping, source, basis: 'contract' }
  expect(await importFile({ ...line, gate }, request)).toMatchObject({
    ...{ events: 0, refused: 1, errorsFile: null },
    faults: [{ reason: 'event/barred', detail: '' }],
  })
})

describe('NDJSON', () => {
  const mapping = ImportMapping.parse({
    format: 'ndjson',
    ...{ channel: 'shop', timestamp: { column: 'sold.at' }, userId: { column: 'client.id' } },
    events: [{ event: 'Ticket Printed' }],
    properties: { total: { column: 'total', as: 'number' }, sku: { column: 'lines.0.sku' } },
  })

  test('is read by paths into its objects; a bad line costs itself and stands in the file of errors', async () => {
    const path = await file(
      [
        '{"sold":{"at":"2025-01-02T10:00:00Z"},"client":{"id":7},"total":12.5,"lines":[{"sku":"a"}]}',
        'no json',
        '{"sold":{"at":"never"},"client":{"id":8}}',
        '',
        '{"sold":{"at":"2025-01-03T10:00:00Z"},"client":{"id":9},"total":"3"}',
      ],
      '.ndjson',
    )
    const report = await bring(path, mapping)
    expect(report).toMatchObject({ lines: 4, events: 2, refused: 2 })
    expect(report.faults).toEqual([
      { line: 2, reason: 'line/unreadable', detail: 'NOT_AN_OBJECT' },
      { line: 3, reason: 'timestamp/unreadable', detail: 'sold.at: never' },
    ])
    const errors = await readFile(report.errorsFile ?? '', 'utf8')
    expect(errors).toContain('2,line/unreadable,NOT_AN_OBJECT,no json')
    expect((await woven('Ticket Printed')).map(({ properties }) => properties)).toEqual([
      { total: 12.5, sku: 'a' },
      { total: 3 },
    ])
  })

  test('of events is taken as it is, each once in whichever file it stands', async () => {
    const event = (messageId: string, timestamp?: string) =>
      JSON.stringify({
        ...{ type: 'track', event: 'Came From Elsewhere', userId: 'e1', messageId },
        ...(timestamp && { timestamp }),
        context: { locale: 'fr' },
      })
    const first = await file([event('x1', '2025-02-01T00:00:00Z'), event('x2')], '.ndjson')
    const report = await bring(first, eventsMapping)
    expect(report).toMatchObject({ events: 1, refused: 1 })
    expect(report.faults[0]?.reason).toBe('timestamp/unreadable')
    const second = await file(
      [event('x1', '2025-02-01T00:00:00Z'), event('x3', '2025-02-02T00:00:00Z')],
      '.ndjson',
    )
    await bring(second, eventsMapping)
    const events = await woven('Came From Elsewhere')
    expect(events.map((one) => one.message_id)).toEqual(['x1', 'x3'])
    expect(events[0]).toMatchObject({
      historical: true,
      context: { locale: 'fr', retentionBasis: 'contract' },
    })
  })

  test('that is cut anywhere reads as the same lines', async () => {
    const long = 'é'.repeat(70_000)
    const lines = Array.from({ length: 40 }, (_, index) =>
      JSON.stringify({
        ...{ type: 'track', event: 'Long', userId: 'u', messageId: `long ${index}`, n: index },
        ...{ timestamp: '2025-02-01T00:00:00Z', properties: { text: long.slice(0, index * 100) } },
      }),
    )
    const path = await file(lines, '.ndjson')
    expect(await bring(path, eventsMapping, true)).toMatchObject({ lines: 40, events: 40 })
  })
})

describe('consents in a file', () => {
  const columns = {
    purpose: 'marketing',
    channel: 'email',
    decision: { column: 'optin' },
    wording: { column: 'wording' },
    date: { column: 'asked', format: 'dmy' },
    source: { column: 'form' },
  }
  const people = (consents: object[]) => ({
    ...{ channel: 'web', timestamp: { column: 'since' }, userId: { column: 'id' } },
    events: [{ type: 'identify' }],
    traits: { email: { column: 'mail' } },
    consents,
  })
  const header = 'id,mail,since,optin,wording,asked,form'

  test('are refused when the mapping leaves out the words, the day or the place', () => {
    for (const missing of ['wording', 'date', 'source'] as const) {
      const { [missing]: _, ...rest } = columns
      expect(ImportMapping.safeParse(people([rest])).success).toBe(false)
    }
    expect(ImportMapping.safeParse(people([columns])).success).toBe(true)
  })

  test('come with their proof; a yes without it is refused, and so is its line', async () => {
    const path = await file(
      [
        header,
        'c1,c1@x.example,2025-01-01,oui,v1,02/03/2025,till 4',
        'c2,c2@x.example,2025-01-01,oui,,02/03/2025,till 4',
        'c3,c3@x.example,2025-01-01,oui,v1,,till 4',
        'c4,c4@x.example,2025-01-01,non,,03/03/2025,',
        'c5,c5@x.example,2025-01-01,,,,',
        'c6,c6@x.example,2025-01-01,perhaps,v1,02/03/2025,till 4',
      ],
      '.csv',
    )
    const report = await bring(path, ImportMapping.parse(people([columns])))
    expect(report).toMatchObject({ lines: 6, refused: 3 })
    expect(report.byName).toEqual({ identify: 3, 'Consent Given': 1, 'Consent Withdrawn': 1 })
    expect(report.faults.map(({ line: at, reason, detail }) => [at, reason, detail])).toEqual([
      [3, 'consent/proof-missing', 'wording'],
      [4, 'consent/proof-missing', 'asked'],
      [7, 'consent/decision-unreadable', 'optin: perhaps'],
    ])
    const [given] = await woven('Consent Given')
    expect(given?.at.toISOString()).toBe('2025-03-02T00:00:00.000Z')
    expect(given?.properties).toEqual({
      ...{ purpose: 'marketing', channel: 'email', wording: 'v1', form: 'till 4' },
      email: 'c1@x.example',
    })
  })
})

describe('from the console', () => {
  const mapping = ImportMapping.parse({
    ...{ channel: 'shop', timestamp: { column: 'when' }, userId: { column: 'client' } },
    events: [{ event: 'Uploaded Order' }],
    properties: { total: { column: 'total', as: 'number' } },
  })
  const csv = 'when,client,total\n2025-01-01,k1,10\n2025-01-02,k2,much\n2025-01-03,k3,30\n'
  const upload = (body: string | Buffer, name = 'orders.csv', headers = developer) =>
    line.app.http.inject({
      ...{ method: 'POST', url: `/api/imports/files?name=${name}`, payload: body },
      headers: { ...headers, 'content-type': 'application/octet-stream' },
    })
  const get = async (id: string) =>
    (
      await line.app.http.inject({ url: `/api/imports/files/${id}`, headers: developer })
    ).json<ImportFileDetail>()
  const start = (id: string, dryRun: boolean) =>
    line.app.http.inject({
      ...{ method: 'POST', url: `/api/imports/files/${id}/start`, headers: developer },
      payload: { mapping, source, basis: 'contract', dryRun },
    })
  const done = { timeout: 10_000, interval: 20 }

  test('a file is uploaded, tried, imported, and its errors are there to be mended', async () => {
    const uploaded = await upload(csv)
    expect(uploaded.statusCode).toBe(201)
    const { id, beginning } = uploaded.json<ImportFileDetail>()
    expect(beginning[0]).toBe('when,client,total')

    expect((await start(id, true)).statusCode).toBe(202)
    await expect.poll(async () => (await get(id)).trial?.lines, done).toBe(3)
    const { trial } = await get(id)
    expect(trial).toMatchObject({ events: 2, refused: 1, byName: { 'Uploaded Order': 2 } })
    expect(trial?.sample[0]).toMatchObject({ userId: 'k1', properties: { total: 10 } })
    expect(trial?.faults[0]).toMatchObject({ line: 3, reason: 'number/unreadable' })
    expect(await woven('Uploaded Order')).toEqual([])

    await expect.poll(async () => (await start(id, false)).statusCode, done).toBe(202)
    await expect.poll(async () => (await get(id)).import?.state, done).toBe('done')
    expect(await woven('Uploaded Order')).toHaveLength(2)
    const { import: book } = await get(id)
    expect(book).toMatchObject({ fileName: 'orders.csv', events: 2, refused: 1 })

    const url = `/api/imports/files/${id}/errors`
    const errors = await line.app.http.inject({ url, headers: developer })
    expect(errors.body).toContain('3,number/unreadable,total: much,2025-01-02,k2,much')

    await expect.poll(async () => (await get(id)).running, done).toBeNull()
    const gone = await line.app.http.inject({
      ...{ method: 'DELETE', url: `/api/imports/files/${id}`, headers: developer },
    })
    expect(gone.statusCode).toBe(204)
    expect((await readdir(join(folder, 'imports'))).filter((name) => name.startsWith(id))).toEqual(
      [],
    )
  }, 60_000)

  test('what the first lines become is shown while their meaning is told, and nothing is kept', async () => {
    const latin = Buffer.from(
      'créé le;client;total\n31/12/2024;k1;1 234,50\n01/01/2025;k2;much\n',
      'latin1',
    )
    const { id, beginning, encoding } = (await upload(latin)).json<ImportFileDetail>()
    expect([beginning[0], encoding]).toEqual(['créé le;client;total', 'latin1'])
    const preview = async (timestamp: object) =>
      (
        await line.app.http.inject({
          ...{ method: 'POST', url: `/api/imports/files/${id}/preview`, headers: developer },
          payload: {
            mapping: {
              ...mapping,
              csv: { delimiter: ';', decimal: ',', encoding: 'latin1' },
              timestamp,
            },
          },
        })
      ).json()
    expect(await preview({ column: 'créé le', format: 'dmy' })).toMatchObject({
      ...{ lines: 2, events: 1, refusal: null },
      sample: [
        { userId: 'k1', properties: { total: 1234.5 }, timestamp: '2024-12-31T00:00:00.000Z' },
      ],
      faults: [{ line: 3, reason: 'number/unreadable' }],
    })
    expect(await preview({ column: 'never' })).toMatchObject({ refusal: 'import/columns-missing' })
    const left = (await readdir(join(folder, 'imports'))).filter((name) => !name.startsWith(id))
    expect(left.filter((name) => name.startsWith('beginning'))).toEqual([])
    expect((await get(id)).trial).toBeNull()
  })

  test('only those who may import upload, and nothing of a name becomes a path', async () => {
    expect((await upload(csv, 'a.csv', await line.as('marketer'))).statusCode).toBe(403)
    const { id } = (await upload(csv, encodeURIComponent('../../evil.csv'))).json<ImportFile>()
    expect((await readdir(join(folder, 'imports'))).some((name) => name === `${id}.csv`)).toBe(true)
  })
})
