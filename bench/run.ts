import { cpus, totalmem } from 'node:os'
import { parseArgs } from 'node:util'

/** What a bench found: figures, the ceiling of the same run, and ours as a share of it. */
export interface Finding {
  readonly figures: Readonly<Record<string, number>>
  readonly ceiling: Readonly<Record<string, number>>
  readonly ratio: number
}

/** What may be asked of a bench at the command line. */
export interface Settings {
  /** How long it goes on, where it says so. */
  readonly seconds?: number
  /** How many wait in a journey, where it is about those. */
  readonly runs?: number
}

const benches = [
  'inbox',
  'ingest',
  'weave',
  'latency',
  'search',
  'audiences',
  'catalog',
  'mail',
  'idle',
  'burst',
  'soak',
  'stock',
  'backtest',
  'journeys',
  'cart',
  'checkout',
  'fire',
] as const

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { seconds: { type: 'string' }, runs: { type: 'string' } },
})
const [name] = positionals
if (!benches.some((bench) => bench === name)) {
  console.error(`usage: npm run bench -- ${benches.join(' | ')} [--seconds N] [--runs N]`)
  process.exit(2)
}
const { bench } = (await import(`./${name}.ts`)) as {
  bench: (settings: Settings) => Promise<Finding>
}
const seconds = Number(values.seconds ?? Number.NaN)
const runs = Number(values.runs ?? Number.NaN)
const finding = await bench({ ...(seconds > 0 && { seconds }), ...(runs > 0 && { runs }) })
console.log(
  JSON.stringify({
    bench: name,
    ...finding,
    machine: {
      cpu: cpus()[0]?.model ?? '',
      cores: cpus().length,
      memoryGiB: Math.round(totalmem() / 2 ** 30),
      node: process.version,
    },
  }),
)
