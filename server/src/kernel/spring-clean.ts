import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

const afterMs = 3000

/**
 * Gives back, once, what only starting needed: a quarter of the process. V8 keeps it until memory is
 * short, and can be asked in no other way (docs/decisions/at-rest.md).
 */
export function cleanAfterStart(): void {
  setFlagsFromString('--expose-gc')
  const collect: () => void = runInNewContext('gc')
  setFlagsFromString('--no-expose-gc')
  setTimeout(collect, afterMs).unref()
}
