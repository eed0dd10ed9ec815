import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Line, startLine } from '../../test/line.ts'
import { runCommandLine } from './run.ts'

let line: Line
let folder: string
const before = { ...process.env }

beforeAll(async () => {
  line = await startLine()
  folder = await mkdtemp(join(tmpdir(), 'privacy-'))
  const address = { BASE_URL: 'http://localhost:3000', DATABASE_URL: line.url }
  Object.assign(process.env, { ...address, DATA_DIR: folder, DATABASE_UNSAFE: '1' })
  const source = await line.source('server')
  await line.send(source, [
    { type: 'identify', userId: 'u1', traits: { email: 'sophie@example.fr', phone: '0612345678' } },
    {
      type: 'track',
      userId: 'u1',
      event: 'Order Completed',
      properties: { order_id: '1', total: 9 },
    },
  ])
  await line.settle()
})
afterAll(async () => {
  process.env = before
  await line.stop()
  await rm(folder, { recursive: true })
})

/** Runs a command and gives its exit code and the JSON that it prints. */
async function filrouge(...args: string[]) {
  const said: string[] = []
  const log = console.log
  console.log = (text: string) => void said.push(text)
  const code = await runCommandLine([...args, '--json']).finally(() => {
    console.log = log
  })
  return { code, json: JSON.parse(said.at(-1) ?? 'null') }
}
const vouched = ['--vouched', 'letter of 3 May']

test('from the shell a person gets their copy, and is erased, in one go each', async () => {
  const copy = await filrouge(
    ...['export', '--by', 'phone', '--value', '06 12 34 56 78', '--out', join(folder, 'copy')],
    ...vouched,
  )
  expect(copy).toMatchObject({ code: 0, json: { kind: 'export', state: 'done' } })
  const made = JSON.parse(await readFile(join(folder, 'copy', 'export.json'), 'utf8'))
  expect(made.tables['insight.sale']).toHaveLength(1)
  expect(await readFile(join(folder, 'copy', 'export.html'), 'utf8')).toContain('sophie@example.fr')

  const gone = await filrouge('erase', '--by', 'email', '--value', 'Sophie@example.fr', ...vouched)
  expect(gone).toMatchObject({
    code: 0,
    json: { kind: 'erasure', state: 'done', verifiedHow: 'letter of 3 May', customerId: null },
  })
  const nobody = await filrouge(
    ...['export', '--by', 'email', '--value', 'sophie@example.fr', '--out', folder],
    ...vouched,
  )
  expect(nobody.code).toBe(1)
  expect(await line.db.selectFrom('consent.export_file').selectAll().execute()).toEqual([])
}, 60_000)
