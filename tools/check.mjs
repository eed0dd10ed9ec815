/**
 * `npm test`: everything that must hold before a change is merged, the quick checks first. It stops
 * at the first that fails and ends with the number of tests. A step that saw nothing fails too.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildStale } from './build.mjs'
import { chromiumAdvice, findChromium } from './chromium.mjs'
import { handOver, run, seconds, Trouble, toolPath } from './shell.mjs'
import { checkWeight } from './weight.mjs'

const scratch = mkdtempSync(join(tmpdir(), 'filrouge-test-'))
const chromium = await findChromium()
const env = {
  ...process.env,
  PATH: toolPath(process.execPath),
  ...(chromium && { CHROMIUM: chromium }),
}
const typed = ['.', 'console', 'sdk', 'shop', 'e2e'].filter((folder) =>
  existsSync(join(folder, 'tsconfig.json')),
)
const bounded = ['server', 'console', 'sdk', 'shop', 'bench', 'cases', 'e2e'].filter((folder) =>
  existsSync(folder),
)
const counts = { passed: 0, failed: 0 }

const steps = {
  'lock file': () => quiet('node', ['tools/complete-lock.mjs', '--check']),
  types: async () => {
    for (const folder of typed) await quiet('tsc', ['--noEmit', '-p', folder])
  },
  lint: () => quiet('biome', ['ci', '.', '--colors=off']),
  boundaries: checkBoundaries,
  'unused code': () => quiet('knip', []),
  browser: () => {
    if (!chromium) throw new Trouble(chromiumAdvice)
  },
  build: buildStale,
  weight: checkWeight,
  tests: () => vitest('vitest.config.ts'),
  stories: () => vitest('e2e/vitest.config.ts'),
}

try {
  for (const [name, step] of Object.entries(steps)) {
    const since = performance.now()
    await step()
    console.log(`✓ ${name} (${seconds(since)})`)
  }
} catch (error) {
  if (!(error instanceof Trouble)) throw error
  console.error(error.message)
  counts.failed ||= 1
  process.exitCode = 1
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
console.log(`${counts.passed} passed, ${counts.failed} failed`)

async function quiet(command, args) {
  const { code, output } = await run(command, args, { env })
  if (code !== 0) throw new Trouble(`${output.trim()}\n✗ ${command} ${args.join(' ')}`)
  return output
}

/** Without a reader of TypeScript, dependency-cruiser sees no module and is content. */
async function checkBoundaries() {
  const output = await quiet('depcruise', [
    ...bounded,
    '--config',
    '.dependency-cruiser.cjs',
    '--exclude',
    '(^|/)dist/',
  ])
  const modules = Number(/\((\d+) modules/.exec(output)?.[1] ?? 0)
  if (modules < 50)
    throw new Trouble(`✗ boundaries: dependency-cruiser saw only ${modules} modules`)
}

async function vitest(config) {
  const report = join(scratch, `${config.replaceAll('/', '-')}.json`)
  const args = [
    'run',
    '--config',
    config,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]
  const code = await handOver('vitest', args, env)
  const result = existsSync(report)
    ? JSON.parse(readFileSync(report, 'utf8'))
    : { numPassedTests: 0, numFailedTests: 0 }
  counts.passed += result.numPassedTests
  counts.failed += result.numFailedTests
  if (code !== 0) throw new Trouble(`✗ vitest ${config}`)
  if (result.numPassedTests === 0) throw new Trouble(`✗ vitest ${config}: no test ran`)
}
