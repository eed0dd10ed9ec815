import type { ImportMapping } from '../../../server/src/modules/thread/import/contract.ts'

/** The first lines of a file as a table: names of columns, and what stands in them. */
export interface Beginning {
  readonly format: ImportMapping['format']
  readonly delimiter: string
  readonly encoding: ImportMapping['csv']['encoding']
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

export function beginningOf(
  name: string,
  lines: readonly string[],
  encoding: Beginning['encoding'] = 'utf8',
): Beginning {
  if (/\.(ndjson|jsonl|json)(\.gz)?$/i.test(name)) return beginningOfRecords(lines)
  const delimiter = mostFrequent(lines[0] ?? '')
  const [columns = [], ...rows] = cellsOf(lines.join('\n'), delimiter)
  return { format: 'csv', delimiter, encoding, columns, rows }
}

function beginningOfRecords(lines: readonly string[]): Beginning {
  const records = lines.map(objectIn).filter((record) => record !== undefined)
  const isEvents = records.some((record) => 'type' in record || 'messageId' in record)
  const flat = records.map((record) => new Map(pathsOf(record)))
  const columns = [...new Set(flat.flatMap((record) => [...record.keys()]))]
  const rows = flat.map((record) => columns.map((column) => record.get(column) ?? ''))
  return { format: isEvents ? 'events' : 'ndjson', delimiter: ',', encoding: 'utf8', columns, rows }
}

/** The first different values of a column, as people recognise it by. */
export function samplesOf({ columns, rows }: Beginning, column: string): string[] {
  const at = columns.indexOf(column)
  const values = rows.map((row) => (row[at] ?? '').trim()).filter(Boolean)
  return [...new Set(values)]
}

/** CSV as RFC 4180 has it; a last line that is cut in the middle of a cell is left out. */
function cellsOf(text: string, delimiter: string): string[][] {
  const sign = delimiter === '|' ? '\\|' : delimiter
  const cell = new RegExp(`("(?:[^"]|"")*"|[^"${sign}\n][^${sign}\n]*|)(${sign}|\r?\n|$)`, 'y')
  const rows: string[][] = [[]]
  for (let found = cell.exec(text); found; found = cell.exec(text)) {
    const [, value = '', end = ''] = found
    rows.at(-1)?.push(unquoted(value.replace(/\r$/, '')))
    if (end === '') break
    if (end !== delimiter) rows.push([])
  }
  const whole = cell.lastIndex === 0 ? rows.slice(0, -1) : rows
  return whole.filter((row) => row.some((value) => value !== ''))
}

const unquoted = (value: string) =>
  value.startsWith('"') ? value.slice(1, -1).replaceAll('""', '"') : value

function mostFrequent(line: string): string {
  const count = (sign: string) => line.split(sign).length
  return [',', ';', '\t', '|'].sort((one, other) => count(other) - count(one))[0] ?? ','
}

function objectIn(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null
      ? (value as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}

function pathsOf(record: Record<string, unknown>, within = ''): [string, string][] {
  return Object.entries(record).flatMap(([name, value]): [string, string][] =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? pathsOf(value as Record<string, unknown>, `${within}${name}.`)
      : [[`${within}${name}`, textOf(value)]],
  )
}

const textOf = (value: unknown) =>
  typeof value === 'string' ? value : value === null ? '' : JSON.stringify(value)
