import { type Logger, pino } from 'pino'

/** JSON lines for machines; short lines for a person who watches a terminal. */
export function openLog(level: string, terminal = process.stdout.isTTY === true): Logger {
  if (!terminal) return pino({ level, base: { pid: process.pid } })
  return pino(
    { level, base: null },
    { write: (line: string) => process.stdout.write(pretty(line)) },
  )
}

const levels: Record<number, string> = {
  10: 'trace',
  20: 'debug',
  30: 'info ',
  40: '\x1b[33mwarn \x1b[0m',
  50: '\x1b[31merror\x1b[0m',
  60: '\x1b[31mfatal\x1b[0m',
}

function pretty(line: string): string {
  const { level, time, msg, err, ...rest } = JSON.parse(line)
  const clock = new Date(time).toTimeString().slice(0, 8)
  const more = Object.keys(rest).length > 0 ? ` \x1b[2m${JSON.stringify(rest)}\x1b[0m` : ''
  const trace = err ? `\n${err.stack ?? err.message}` : ''
  return `${clock} ${levels[level] ?? level} ${msg ?? ''}${more}${trace}\n`
}
