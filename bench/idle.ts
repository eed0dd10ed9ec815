import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type Child, startServer } from './child.ts'
import { cpuSeconds } from './cpu.ts'
import { median, progress, round } from './house.ts'
import type { Finding } from './run.ts'

const port = 3982
/** By then V8 has collected what the start left (docs/decisions/at-rest.md). */
const untilRest = 30
const seconds = 60

/** From nothing to ready, from warm to ready, and what it costs when nobody comes (DEMO=0). */
export async function bench(): Promise<Finding> {
  const dataDir = await mkdtemp(join(tmpdir(), 'filrouge-idle-'))
  await chmod(dataDir, 0o755) // PostgreSQL's own user must be able to enter
  const environment = { DATA_DIR: dataDir, DEMO: '0' }
  const start = async (): Promise<{ child: Child; took: number }> => {
    const begun = performance.now()
    const child = await startServer(environment, port, 'all')
    return { child, took: (performance.now() - begun) / 1000 }
  }
  try {
    const cold = await start()
    await cold.child.stop()
    const warm: number[] = []
    for (let turn = 0; turn < 3; turn++) {
      const one = await start()
      warm.push(one.took)
      await one.child.stop()
    }
    progress(`cold ${round(cold.took, 1)} s, warm ${round(median(warm), 1)} s`)
    const { child } = await start()
    await pause(untilRest * 1000)
    const before = await cpuSeconds(child.pid)
    await pause(seconds * 1000)
    const cpu = ((await cpuSeconds(child.pid)) - before) / seconds
    const memory = await residentMegabytes(child.pid)
    await child.stop()
    return {
      figures: {
        coldStartSeconds: round(cold.took, 2),
        warmStartSeconds: round(median(warm), 2),
        idleMemoryMegabytes: round(memory),
        idleCpuPercent: round(cpu * 100, 2),
      },
      ceiling: {
        coldStartSeconds: 15,
        warmStartSeconds: 2,
        idleMemoryMegabytes: 200,
        idleCpuPercent: 1,
      },
      ratio: round(memory / 200, 2),
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
}

async function residentMegabytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024
}
