import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { run, seconds, Trouble } from './shell.mjs'

const locked = () => JSON.parse(readFileSync('package-lock.json', 'utf8')).packages
const lockHash = () => createHash('sha256').update(readFileSync('package-lock.json')).digest('hex')
const ownNode = 'node_modules/.pinned-node'
const stamp = 'node_modules/.filrouge-installed'

/** Installs the packages of package-lock.json unless they are there. */
export async function ensureInstalled() {
  if (!isInstalled()) {
    const since = performance.now()
    console.log('Installing packages …')
    const { code, output } = await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'])
    if (code !== 0) throw new Trouble(installTrouble(output))
    writeFileSync(stamp, lockHash())
    console.log(`Packages installed in ${seconds(since)}`)
  }
  if (!findNode()) await fetchNode()
}

/**
 * Content is compared, not dates: a copied folder or a switched branch has dates of its own. The
 * stamp is of our own installation; without it whoever typed `npm ci` may have done it as well.
 */
function isInstalled() {
  if (!existsSync('node_modules/.package-lock.json')) return false
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lockHash()) return true
  const installed = JSON.parse(readFileSync('node_modules/.package-lock.json', 'utf8')).packages
  return Object.entries(locked()).every(([path, { version, optional, devOptional, link }]) => {
    if (!path.includes('node_modules/')) return true
    const there = installed[path]
    return there ? link || there.version === version : optional || devOptional
  })
}

function installTrouble(output) {
  if (/ENOSPC|no space left/i.test(output))
    return 'No space left on the disk: packages could not be installed.'
  if (/EACCES|EPERM/.test(output))
    return `This user may not write to ${join(process.cwd(), 'node_modules')}: give it to this user, or start as its owner.`
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT/.test(output))
    return `The package registry cannot be reached, so packages could not be installed.\n${output.trim()}`
  return `npm ci failed:\n${output.trim()}`
}

/** The Node of package.json: from its package, fetched by us, or the machine's own if it is as new. */
function findNode() {
  const places = [
    'node_modules/node/bin/node',
    join(ownNode, 'node_modules', nodePackage(), 'bin/node'),
  ]
  const place = places.find((path) => existsSync(path))
  if (place) return join(process.cwd(), place)
  return Number(process.versions.node.split('.')[0]) >= 24 ? process.execPath : undefined
}

export function pinnedNode() {
  return findNode()
}

function nodePackage() {
  const prefix = process.platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node'
  return `${prefix}-${process.platform}-${process.arch}`
}

/** Where install scripts are blocked, the package `node` comes without its binary: it is one package more. */
async function fetchNode() {
  const wanted = `${nodePackage()}@${locked()['node_modules/node'].version}`
  const { code, output } = await run('npm', [
    'install',
    '--prefix',
    ownNode,
    '--no-save',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    wanted,
  ])
  if (code === 0 && findNode()) return
  throw new Trouble(
    `Filrouge runs on Node 24 and this is ${process.version}; ${wanted} could not be installed. Install Node 24, then try again.\n${output.trim()}`,
  )
}
