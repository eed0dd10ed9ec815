import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pinnedNode } from './install.mjs'
import { run, seconds, Trouble, toolPath } from './shell.mjs'

/** Builds each workspace that has something to build, unless nothing it is made of has changed. */
export async function buildStale() {
  for (const workspace of JSON.parse(readFileSync('package.json', 'utf8')).workspaces) {
    const command = buildCommand(workspace)
    if (!command) continue
    const stamp = join(workspace, 'dist/.inputs')
    const inputs = hashOf(inputsOf(workspace))
    if (existsSync(stamp) && readFileSync(stamp, 'utf8') === inputs) continue
    await build(workspace, command)
    writeFileSync(stamp, inputs)
  }
}

async function build(workspace, command) {
  const since = performance.now()
  const env = { ...process.env, PATH: toolPath(pinnedNode()) }
  const { code, output } = await run(command, [], {
    cwd: workspace,
    shell: true,
    env,
  })
  if (code !== 0) throw new Trouble(buildTrouble(workspace, output))
  console.log(`Built ${workspace} in ${seconds(since)}`)
}

function buildTrouble(workspace, output) {
  if (/ENOSPC/.test(output)) return `No space left on the disk: ${workspace} could not be built.`
  if (/EACCES/.test(output))
    return `This user may not write to ${join(process.cwd(), workspace, 'dist')}.`
  return `The build of ${workspace} failed:\n${output.trim()}`
}

function buildCommand(workspace) {
  const { scripts = {} } = JSON.parse(readFileSync(join(workspace, 'package.json'), 'utf8'))
  if (scripts.build) return scripts.build
  if (!existsSync(join(workspace, 'vite.config.ts'))) return undefined
  return `"${pinnedNode()}" ../node_modules/vite/bin/vite.js build`
}

/** A workspace's own files, the contracts it may import, and the versions of what it is built with. */
function inputsOf(workspace) {
  const contracts = filesOf('server/src/modules').filter((file) => file.endsWith('/contract.ts'))
  const own = filesOf(workspace).filter((file) => !/\.test\.tsx?$/.test(file))
  return [...own, ...contracts, 'package-lock.json'].sort()
}

function filesOf(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isFile()) return [path]
    return entry.isDirectory() && !['dist', 'node_modules'].includes(entry.name)
      ? filesOf(path)
      : []
  })
}

function hashOf(files) {
  const hash = createHash('sha256')
  for (const file of files) hash.update(file).update(readFileSync(file))
  return hash.digest('hex')
}
