import { readFile } from 'node:fs/promises'
import { inEmptyHouse } from '../bench/house.ts'
import type { Outcome, Suite } from './suite.ts'

/** `npm run cases -- NAME FILE`: runs a file of cases through the real product and says which fail. */
const suites = [
  'commerce',
  'consent',
  'identity',
  'journeys',
  'properties',
  'segments',
  'send-times',
] as const

const [name, file] = process.argv.slice(2)
if (!file || !suites.some((suite) => suite === name)) {
  console.error(`usage: npm run cases -- ${suites.join(' | ')} FILE`)
  process.exit(2)
}
const { suite } = (await import(`./${name}/suite.ts`)) as { suite: Suite }
const text = await readFile(file, 'utf8').catch((error: Error) => {
  console.error(`cannot read ${file}: ${error.message}`)
  process.exit(2)
})
const told = (outcome: Outcome) => {
  if (outcome.faults.length === 0) return
  console.log(`\nFAILED ${outcome.id}: ${outcome.title}`)
  for (const fault of outcome.faults) console.log(`  ${fault}`)
}
const outcomes = await inEmptyHouse((house) => suite(JSON.parse(text), house, told))
const failed = outcomes.filter(({ faults }) => faults.length > 0).length
const skipped = outcomes.filter((outcome) => outcome.skipped)
for (const why of new Set(skipped.map((outcome) => outcome.skipped))) {
  const ids = skipped.filter((outcome) => outcome.skipped === why).map(({ id }) => id)
  console.log(`\nSKIPPED ${ids.join(', ')}: ${why}`)
}
const passed = outcomes.length - failed - skipped.length
const also = skipped.length > 0 ? `, ${skipped.length} skipped` : ''
console.log(`${failed > 0 ? '\n' : ''}${passed} passed, ${failed} failed${also}`)
process.exitCode = failed > 0 ? 1 : 0
