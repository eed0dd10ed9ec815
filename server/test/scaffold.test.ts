import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdtemp, readdir, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'

const home = fileURLToPath(new URL('../..', import.meta.url))
const bin = join(home, 'node_modules/.bin')
const modules = 'server/src/modules'
const room = `${modules}/appointments`
const texts = 'console/src/texts'
let copy: string

/** A copy of the sources in which to build: packages are the same, what was built stays behind. */
beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'filrouge-room-'))
  const left = ['node_modules', 'dist', '.git']
  for (const folder of await readdir(home)) {
    if ([...left, 'data', 'docs'].includes(folder)) continue
    const filter = (path: string) => !left.includes(basename(path))
    await cp(join(home, folder), join(copy, folder), { recursive: true, filter })
  }
  const packed = ['.', 'server', 'console', 'e2e'].map((folder) => join(folder, 'node_modules'))
  for (const packages of packed) {
    if (existsSync(join(home, packages))) await symlink(join(home, packages), join(copy, packages))
  }
})
afterAll(() => rm(copy, { recursive: true, force: true }))

function run(command: string, args: readonly string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, TEST_DATABASE_URL: inject('postgresUrl'), NO_COLOR: '1' }
    const child = spawn(command, args, { cwd: copy, env })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        output += chunk
      })
    }
    child.on('error', reject)
    child.on('close', (code) => resolve({ code: code ?? 1, output }))
  })
}
const scaffold = (...words: string[]) => run(process.execPath, ['tools/scaffold.mjs', ...words])

test('a new room passes every check as it stands', { timeout: 240_000 }, async () => {
  const made = await scaffold('appointments')
  expect(made).toMatchObject({ code: 0, output: expect.stringContaining('server/src/app.ts') })
  expect(await readdir(join(copy, room))).toHaveLength(9)

  const mustHold = async (command: string, ...args: string[]) => {
    const { code, output } = await run(join(bin, command), args)
    expect(code, output).toBe(0)
  }
  const tests = ['server/test/schema.test.ts', 'server/test/ownership.test.ts', texts]
  await Promise.all([
    mustHold('tsc', '--noEmit', '-p', '.'),
    (async () => {
      await mustHold('biome', 'ci', '--colors=off', room, 'server/src/app.ts', `${modules}/team`)
      const directions = await run(join(bin, 'depcruise'), ['server', '--output-type', 'err'])
      expect(directions.output).toMatch(/modules, \d+ dependencies cruised/)
      expect(directions.output).not.toContain('appointment')
      await mustHold('vitest', 'run', '--no-isolate', '--maxWorkers=1', room, ...tests)
      expect((await run(join(bin, 'knip'), [])).output).not.toContain('appointment')
    })(),
  ])
})

test('a name that cannot be a room is refused in a line', async () => {
  expect(await scaffold('thread')).toEqual({
    code: 1,
    output: 'There is a module thread already.\n',
  })
  const user = await scaffold('users')
  expect(user).toMatchObject({ code: 1, output: expect.stringContaining('another word') })
  expect(await scaffold('../out')).toMatchObject({
    code: 1,
    output: expect.stringContaining('usage'),
  })
})
