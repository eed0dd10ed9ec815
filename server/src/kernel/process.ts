import { readFileSync } from 'node:fs'
import { codeOf } from './faults.ts'

/** A process as it can be told from a later one that got the same number. */
export interface ProcessMark {
  readonly pid: number
  /** When it began, in the system's own words; empty where the system does not say. */
  readonly began: string
}

export function markOf(pid: number): ProcessMark {
  return { pid, began: statOf(pid)?.began ?? '' }
}

/** Whether that very process still runs. One that has ended and was not yet reaped does not. */
export function isRunning({ pid, began }: ProcessMark): boolean {
  const stat = statOf(pid)
  if (stat) return stat.state !== 'Z' && (began === '' || stat.began === began)
  if (hasProc) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

/** State and start of a process as Linux tells them; undefined where it is gone, or untold. */
function statOf(pid: number): { state: string; began: string } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The second field is the program's name in brackets and may itself hold spaces and brackets.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return { state: fields[0] ?? '', began: `${bootId} ${fields[19]}` }
  } catch {
    return undefined
  }
}

const bootId = readIfThere('/proc/sys/kernel/random/boot_id').trim()
const hasProc = readIfThere('/proc/self/stat') !== ''

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
