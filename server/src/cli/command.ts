import type { ParseArgsOptionsConfig } from 'node:util'
import type { Logger } from 'pino'
import type { Config } from '../kernel/config.ts'

/** One thing that a person or a script does from a shell: one small file of this folder each. */
export interface Command {
  readonly summary: string
  /** What follows the name, all of it required, such as FILE. */
  readonly operands?: readonly string[]
  readonly options?: Readonly<Record<string, Option>>
  /** What it gives back is the JSON line of `--json`. */
  run(call: Call): Promise<object>
}

export interface Option {
  /** How usage shows its value; absent for a switch. */
  readonly value?: string
  readonly required?: boolean
  readonly means: string
}

export interface Call {
  readonly operands: readonly string[]
  readonly options: Readonly<Record<string, string | undefined>>
  readonly flags: ReadonlySet<string>
  readonly config: Config
  readonly log: Logger
  /** Says something to the person; a script, which asked for JSON, gets it on the error stream. */
  say(line: string): void
}

/** The caller wrote something that is no command: usage is shown, and the exit code is 2. */
export class UsageError extends Error {}

/** The options of a command in the words of Node's parser. */
export function parserOptions(command: Command): ParseArgsOptionsConfig {
  const own = Object.entries(command.options ?? {}).map(([name, { value }]) => [
    name,
    { type: value ? 'string' : 'boolean' },
  ])
  return { ...Object.fromEntries(own), json: { type: 'boolean' }, help: { type: 'boolean' } }
}

/** `source create --name NAME --kind KIND`, and a line for each option. */
export function usageOf(name: string, { summary, operands = [], options = {} }: Command): string {
  const shown = Object.entries(options).map(([option, { value, required }]) => {
    const text = value ? `--${option} ${value}` : `--${option}`
    return required ? text : `[${text}]`
  })
  const lines = Object.entries(options).map(
    ([option, { value = '', means }]) => `  --${`${option} ${value}`.padEnd(22)} ${means}`,
  )
  const head = ['npm run filrouge --', name, ...operands, ...shown, '[--json]'].join(' ')
  return [`${summary}\n`, head, ...lines].join('\n')
}
