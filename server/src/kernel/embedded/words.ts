import { Trouble } from '../trouble.ts'

/** The port is another program's: the next one may do. */
export class PortTaken extends Error {}

/** A killed PostgreSQL's processes still hold its memory: they end soon, or are ended. */
export class StillInUse extends Error {}

const meanings: readonly (readonly [RegExp, (directory: string) => Error])[] = [
  [/Address already in use|could not bind|could not create any TCP/, () => new PortTaken()],
  [/pre-existing shared memory block/, () => new StillInUse()],
  [/No space left on device/, (place) => new Trouble(`No space left on the disk of ${place}`)],
  [
    /initialized by PostgreSQL version (\S+),/,
    (place) =>
      new Trouble(
        `${place} was made by another major version of PostgreSQL: make a backup with the Filrouge that made it, and restore it into an empty DATA_DIR`,
      ),
  ],
  [
    /could not map anonymous shared memory|Cannot allocate memory/,
    () => new Trouble('Not enough memory to start PostgreSQL'),
  ],
  [
    /Permission denied/,
    (place) =>
      new Trouble(`PostgreSQL may not use ${place}: give the folder to its owner, mode 0700`),
  ],
]

/** What PostgreSQL said when it did not start, as one clear line. */
export function startTrouble(output: string, directory: string): Error {
  const known = meanings.find(([words]) => words.test(output))
  if (known) return known[1](directory)
  const last = output
    .split('\n')
    .filter((line) => /FATAL|PANIC|error/i.test(line))
    .at(-1)
  return new Trouble(
    `PostgreSQL did not start: ${last?.trim() || output.trim() || 'it said nothing'}`,
  )
}
