import { type Logger, pino } from 'pino'

/** Standard output or error. */
type Stream = 1 | 2

/** JSON lines for machines; short lines for a person who watches a terminal. */
export function openLog(level: string, stream: Stream = 1): Logger {
  const to = stream === 1 ? process.stdout : process.stderr
  if (to.isTTY) return pino({ level, base: null }, { write: (line) => to.write(pretty(line)) })
  return pino({ level, base: { pid: process.pid } }, pino.destination(stream))
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
