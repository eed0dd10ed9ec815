import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { freePort } from './port.ts'
import { endPostgres, postmasterOf } from './postmaster.ts'

const main = join(import.meta.dirname, '../../server/src/main.ts')
/** As `npm start` does: compiled code is kept, and a start takes half the time. */
const compiled = join(import.meta.dirname, '../../node_modules/.cache/node-compile')

export interface Running {
  readonly child: ChildProcess
  readonly port: number
  /** Where it answers. */
  readonly url: string
  /** Everything it printed until now. */
  said(): string
  /** Ends it as a power cut would. */
  kill(): Promise<void>
  /** Asks it to stop, and gives its exit code. */
  stop(): Promise<number | null>
}

interface Options {
  readonly env?: Readonly<Record<string, string>>
  /** The port of one that was killed, so that clients find the next at its address. */
  readonly port?: number
}

/**
 * An empty data folder and what is started on it: servers, workers, commands, each a process of its
 * own on the embedded PostgreSQL, as on a person's machine. `leave` ends them all and takes the folder
 * away.
 */
export async function moveIn(settings: Readonly<Record<string, string>> = { DEMO: '0' }) {
  const dataDir = await mkdtemp(join(tmpdir(), 'filrouge-e2e-'))
  await chmod(dataDir, 0o755) // root runs PostgreSQL as somebody else, who must get in
  const started = new Set<ChildProcess>()
  const clients: pg.Client[] = []
  /** The port of the first start, known beforehand: a demo's year tells of pictures and carts at it. */
  const firstPort = await freePort()
  let startedOnce = false

  function spawnMain(args: readonly string[], env: Readonly<Record<string, string>>) {
    const child = spawn(process.execPath, [main, ...args], {
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        LOG_LEVEL: 'warn',
        NODE_COMPILE_CACHE: compiled,
        DATA_DIR: dataDir,
        PORT: String(firstPort),
        ...settings,
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    started.add(child)
    const output = { stdout: '', stderr: '' }
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream].on('data', (chunk) => {
        output[stream] += chunk
      })
    }
    const ended = once(child, 'close').then(([code]) => {
      started.delete(child)
      return code as number | null
    })
    return { child, output, ended }
  }

  return {
    dataDir,

    async start({ env = {}, port: given }: Options = {}): Promise<Running> {
      const port = given ?? (startedOnce ? await freePort() : firstPort)
      startedOnce = true
      const url = `http://localhost:${port}`
      const { child, output, ended } = spawnMain(['start'], { PORT: String(port), ...env })
      const said = () => output.stdout + output.stderr
      await ready(url, child, said)
      return {
        child,
        port,
        url,
        said,
        async kill() {
          child.kill('SIGKILL')
          await ended
        },
        stop() {
          child.kill('SIGTERM')
          return ended
        },
      }
    },

    /** `npm run filrouge -- … --json`: what its one line says. */
    async filrouge(...args: string[]): Promise<Record<string, unknown>> {
      const { output, ended } = spawnMain([...args, '--json'], {})
      const code = await ended
      if (code !== 0) throw new Error(`filrouge ${args.join(' ')}: ${code}\n${output.stderr}`)
      return JSON.parse(output.stdout.trim().split('\n').at(-1) ?? '')
    },

    /** A look at the tables themselves, which no caller of the API can take. */
    async database(): Promise<pg.Client> {
      const client = new pg.Client(await databaseUrl(dataDir))
      client.on('error', () => {}) // the test may kill PostgreSQL under it
      await client.connect()
      clients.push(client)
      return client
    },

    postmaster: () => postmasterOf(join(dataDir, 'postgres')),

    async leave() {
      for (const client of clients) await client.end().catch(() => {})
      for (const child of started) {
        child.kill('SIGKILL')
        await once(child, 'close')
      }
      await endPostgres(join(dataDir, 'postgres'))
      await rm(dataDir, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

export type House = Awaited<ReturnType<typeof moveIn>>

/** Where the embedded PostgreSQL of a data folder listens, and how one gets in. */
export async function databaseUrl(dataDir: string): Promise<string> {
  const { password, port } = JSON.parse(await readFile(join(dataDir, 'postgres.json'), 'utf8'))
  return `postgres://filrouge:${password}@127.0.0.1:${port}/filrouge`
}

async function ready(url: string, child: ChildProcess, said: () => string): Promise<void> {
  const until = Date.now() + 90_000
  while (Date.now() < until) {
    if (child.exitCode !== null) throw new Error(`The product did not start:\n${said()}`)
    const answer = await fetch(`${url}/readyz`).catch(() => undefined)
    await answer?.body?.cancel()
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`The product was not ready in time:\n${said()}`)
}
