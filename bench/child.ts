import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'

export interface Child {
  readonly pid: number
  stop(): Promise<void>
}

/** Starts one of our programs as a process of its own, and waits until `url` answers. */
export async function startChild(
  args: readonly string[],
  environment: Record<string, string>,
  url: string,
): Promise<Child> {
  const child: ChildProcess = spawn(process.execPath, args, {
    env: { ...process.env, LOG_LEVEL: 'warn', ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  // A bench that fails leaves nobody behind.
  const end = () => child.kill('SIGKILL')
  process.once('exit', end)
  const answers = () =>
    fetch(url).then(
      () => true,
      () => false,
    )
  for (const until = performance.now() + 30_000; !(await answers()); await pause(50)) {
    if (child.exitCode !== null) throw new Error(`${args[0]} ended with ${child.exitCode}`)
    if (performance.now() > until) throw new Error(`${args[0]} did not answer`)
  }
  return {
    pid: child.pid ?? 0,
    stop: async () => {
      process.off('exit', end)
      if (child.exitCode !== null) return
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}

export const startServer = (environment: Record<string, string>, port: number, role: string) =>
  startChild(
    ['server/src/main.ts', 'start'],
    { ...environment, PORT: String(port), ROLE: role },
    `http://127.0.0.1:${port}/healthz`,
  )

export const startBare = (environment: Record<string, string>, port: number) =>
  startChild(['bench/bare.ts', String(port)], environment, `http://127.0.0.1:${port}/`)
