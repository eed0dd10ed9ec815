import { codeOf } from './faults.ts'

/**
 * Something about the machine or its settings that a person can mend, said in one line. The command
 * line prints it without a stack trace and ends with 1.
 */
export class Trouble extends Error {}

/** Says in one line what a failing file operation means; anything else stays the bug that it is. */
export function fileTrouble(error: unknown, path: string): unknown {
  const code = codeOf(error)
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new Trouble(`No space left on the disk of ${path}`)
  if (code === 'EACCES' || code === 'EPERM') {
    return new Trouble(
      `This user may not use ${path}: give it to this user, start as its owner, or set DATA_DIR`,
    )
  }
  if (code === 'EROFS')
    return new Trouble(`${path} cannot be written: set DATA_DIR to a place that can`)
  if (code === 'ENOTDIR' || code === 'EEXIST') return new Trouble(`${path} is not a folder`)
  return error
}
