/**
 * The door of every npm script: `node tools/run.mjs start | test | bench | cases | filrouge …`. It runs on whatever
 * Node (20 or later) the machine has, with nothing installed yet; it installs what is missing and
 * then hands over to the Node that the product pins.
 */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { buildStale } from './build.mjs'
import { ensureInstalled, pinnedNode } from './install.mjs'
import { handOver, Trouble } from './shell.mjs'

const [task, ...rest] = process.argv.slice(2)

const tasks = {
  start: async () => {
    await buildStale()
    return serve(['start', ...rest])
  },
  filrouge: () => serve(rest),
  bench: () => handOver(pinnedNode(), ['bench/run.ts', ...rest]),
  cases: () => handOver(pinnedNode(), ['cases/run.ts', ...rest]),
  test: () => handOver(pinnedNode(), ['tools/check.mjs', ...rest]),
  screenshots: async () => {
    await buildStale()
    return handOver(pinnedNode(), ['tools/screenshots.mjs'])
  },
  scaffold: () => handOver(pinnedNode(), ['tools/scaffold.mjs', ...rest]),
}

/** The server's own command line. */
const serve = (args) => handOver(pinnedNode(), ['server/src/main.ts', ...args])

try {
  if (!Object.hasOwn(tasks, task))
    throw new Trouble(`usage: node tools/run.mjs ${Object.keys(tasks).join(' | ')}`)
  process.chdir(fileURLToPath(new URL('..', import.meta.url)))
  if (!existsSync('package-lock.json'))
    throw new Trouble('package-lock.json is missing: is this a whole copy of Filrouge?')
  await ensureInstalled()
  process.exitCode = await tasks[task]()
} catch (error) {
  if (!(error instanceof Trouble)) throw error
  console.error(error.message)
  process.exitCode = 1
}
