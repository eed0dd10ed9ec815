import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The process at the head of the PostgreSQL of this folder, if it runs. */
export async function postmasterOf(directory: string): Promise<number | undefined> {
  const file = await readFile(join(directory, 'postmaster.pid'), 'utf8').catch(() => '')
  const pid = Number(file.split('\n')[0])
  return pid && isRunning(pid) ? pid : undefined
}

/** Ends a PostgreSQL whose product was killed and so could not end it. */
export async function endPostgres(directory: string): Promise<void> {
  const pid = await postmasterOf(directory)
  if (!pid) return
  process.kill(pid, 'SIGQUIT')
  while (isRunning(pid)) await new Promise((resolve) => setTimeout(resolve, 20))
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
