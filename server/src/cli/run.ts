import { parseArgs } from 'node:util'
import { readConfig } from '../kernel/config.ts'
import { openLog } from '../kernel/log.ts'
import { Refusal } from '../kernel/refusal.ts'
import { Trouble } from '../kernel/trouble.ts'
import { type Call, type Command, parserOptions, UsageError, usageOf } from './command.ts'
import { commands } from './commands.ts'

/** Runs what the command line says and gives the exit code: 0 done, 1 not done, 2 not understood. */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  const json = args.includes('--json')
  const [name, rest] = nameIn(args)
  if (!name) return showAll(args)
  const command = await commands[name]?.()
  if (!command) return showAll(args)
  if (args.includes('--help')) {
    console.log(usageOf(name, command))
    return 0
  }
  try {
    const result = await command.run(readCall(name, command, rest, json))
    if (json) console.log(JSON.stringify(result))
    return 0
  } catch (error) {
    return explain(error, name, command, json)
  }
}

/** A command's name is one word or two: `backup`, `source create`. */
function nameIn(args: readonly string[]): [string | undefined, readonly string[]] {
  const two = args.slice(0, 2).join(' ')
  if (two in commands) return [two, args.slice(2)]
  const one = args[0] ?? ''
  return one in commands ? [one, args.slice(1)] : [undefined, args]
}

function readCall(name: string, command: Command, args: readonly string[], json: boolean): Call {
  const { operands = [], options = {} } = command
  const { values, positionals } = parse(command, args)
  if (positionals.length !== operands.length) {
    throw new UsageError(`${name} takes ${operands.join(' ') || 'nothing but options'}`)
  }
  const missing = Object.keys(options).find((key) => options[key]?.required && !values[key])
  if (missing) throw new UsageError(`--${missing} is missing`)
  const config = readConfig(process.env)
  const given = Object.entries(values)
  return {
    operands: positionals,
    options: Object.fromEntries(
      given.filter(([, value]) => typeof value === 'string'),
    ) as Call['options'],
    flags: new Set(given.filter(([, value]) => value === true).map(([key]) => key)),
    config,
    log: openLog(
      name === 'start' ? config.logLevel : quieter(config.logLevel),
      name === 'start' ? 1 : 2,
    ),
    say: (line) => (json ? console.error(line) : console.log(line)),
  }
}

function parse(command: Command, args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: parserOptions(command), allowPositionals: true })
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error)
    throw new UsageError(words.split('. ')[0])
  }
}

/** A command's own words are enough, unless someone has asked for more. */
function quieter(level: string): string {
  return level === 'info' ? 'warn' : level
}

function explain(error: unknown, name: string, command: Command, json: boolean): number {
  if (error instanceof UsageError) {
    console.error(`${error.message}\n\n${usageOf(name, command)}`)
    return 2
  }
  if (error instanceof Refusal) {
    console.error(`${error.code} ${JSON.stringify(error.details)}`)
    if (json) console.log(JSON.stringify({ code: error.code, details: error.details }))
    return 1
  }
  if (!(error instanceof Trouble)) throw error
  console.error(error.message)
  if (json) console.log(JSON.stringify({ code: 'trouble', details: { reason: error.message } }))
  return 1
}

async function showAll(args: readonly string[]): Promise<number> {
  const asked = args[0] === undefined || args[0] === 'help' || args[0] === '--help'
  const lines = await Promise.all(
    Object.entries(commands).map(
      async ([name, load]) => `  ${name.padEnd(16)} ${(await load()).summary}`,
    ),
  )
  const text = `npm run filrouge -- COMMAND [--json] [--help]\n\n${lines.join('\n')}`
  if (asked) console.log(text)
  else
    console.error(
      `There is no command ${args.filter((word) => !word.startsWith('-')).join(' ')}\n\n${text}`,
    )
  return asked ? 0 : 2
}
