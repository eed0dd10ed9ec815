import { cpus, totalmem } from 'node:os'

/** What a bench found: figures, the ceiling of the same run, and ours as a share of it. */
export interface Finding {
  readonly figures: Readonly<Record<string, number>>
  readonly ceiling: Readonly<Record<string, number>>
  readonly ratio: number
}

const benches = ['inbox', 'ingest', 'weave', 'latency', 'search', 'mail', 'idle'] as const

const name = process.argv[2]
if (!benches.some((bench) => bench === name)) {
  console.error(`usage: npm run bench -- ${benches.join(' | ')}`)
  process.exit(2)
}
const { bench } = (await import(`./${name}.ts`)) as { bench: () => Promise<Finding> }
const finding = await bench()
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
