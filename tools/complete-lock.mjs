/**
 * Completes package-lock.json with the optional platform packages that npm left out because the
 * mirror it was written from lacks them. Without them `npm ci` stops with "Missing: … from lock
 * file" (npm forgets to compare only what it could have installed). Run it after every
 * `npm install`; `--check` only says what is missing.
 */
import { readFileSync, writeFileSync } from 'node:fs'

const systems = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
]
const machines = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64']

const file = new URL('../package-lock.json', import.meta.url)
const lock = JSON.parse(readFileSync(file, 'utf8'))
const missing = missingOptional(lock.packages)

if (process.argv.includes('--check')) {
  if (missing.length > 0) {
    console.error(
      `package-lock.json lacks ${missing.length} optional packages (${missing[0].name} …): run node tools/complete-lock.mjs`,
    )
    process.exit(1)
  }
} else if (missing.length > 0) {
  for (const { name, version } of missing) {
    lock.packages[`node_modules/${name}`] = { version, ...platform(name), optional: true }
  }
  const packages = Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en'))
  writeFileSync(
    file,
    `${JSON.stringify({ ...lock, packages: Object.fromEntries(packages) }, null, 2)}\n`,
  )
  console.log(`package-lock.json: ${missing.length} optional packages added`)
}

/** Optional dependencies with an exact version that resolve to no entry of the lock. */
function missingOptional(packages) {
  return Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !resolves(packages, path, name))
      .map(([name, version]) => ({ name, version: version.replace(/^[\^~]/, '') })),
  )
}

/** Node's own search: beside the package, then beside each of its parents. */
function resolves(packages, from, name) {
  for (
    let place = from;
    ;
    place = place.slice(0, Math.max(place.lastIndexOf('/node_modules/'), 0))
  ) {
    if (packages[`${place ? `${place}/` : ''}node_modules/${name}`]) return true
    if (!place) return false
  }
}

/** What `…-linux-arm64-musl` says of itself, so that npm skips it on every other machine. */
function platform(name) {
  const words = name.slice(name.indexOf('/') + 1).split('-')
  const os = words.find((word) => systems.includes(word))
  const cpu = words.find((word) => machines.includes(word))
  if (!os) throw new Error(`${name}: no system in its name, give it its os and cpu by hand`)
  const libc = words.some((word) => word.startsWith('musl'))
    ? 'musl'
    : words.some((word) => word.startsWith('gnu'))
      ? 'glibc'
      : undefined
  return { ...(cpu && { cpu: [cpu] }), ...(libc && os === 'linux' && { libc: [libc] }), os: [os] }
}
