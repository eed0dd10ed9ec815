import { createReadStream } from 'node:fs'
import { PassThrough, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { isObject } from '../json.ts'
import type { Line } from './lines.ts'

const largest = 1024 * 1024
const newline = 0x0a

interface Reading {
  /** The paths whose values are handed over as the cells of a line. */
  readonly columns: readonly string[]
  readonly onBytes?: (bytes: Buffer) => void
  readonly onLine: (line: Line) => void | Promise<void>
}

/** Reads NDJSON, gzipped or not, in constant memory: an object a line, `customer.email` as a column. */
export async function readRecords(
  file: string,
  { columns, onBytes, onLine }: Reading,
): Promise<void> {
  const paths = columns.map((column) => column.split('.'))
  const seen = new Transform({
    transform(bytes: Buffer, _, next) {
      onBytes?.(bytes)
      next(null, bytes)
    },
  })
  await pipeline(
    createReadStream(file),
    seen,
    file.endsWith('.gz') ? createGunzip() : new PassThrough(),
    async (chunks: AsyncIterable<Buffer>) => {
      let line = 0
      for await (const text of linesOf(chunks)) {
        line++
        if (text === undefined || text.trim() !== '') await onLine(read(line, text, paths))
      }
    },
  )
}

/** Whole lines; undefined for one that is too long to be held. */
async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<string | undefined> {
  let held: Buffer[] = []
  let bytes = 0
  const take = (): string | undefined => {
    const text = bytes > largest ? undefined : Buffer.concat(held).toString('utf8')
    held = []
    bytes = 0
    return text
  }
  for await (const chunk of chunks) {
    let from = 0
    for (let at = chunk.indexOf(newline); at >= 0; at = chunk.indexOf(newline, from)) {
      held.push(chunk.subarray(from, at))
      bytes += at - from
      yield take()
      from = at + 1
    }
    bytes += chunk.length - from
    if (bytes > largest) held = []
    else held.push(chunk.subarray(from))
  }
  if (bytes > 0) yield take()
}

function read(line: number, text: string | undefined, paths: readonly string[][]): Line {
  if (text === undefined) return { line, cells: [], raw: '', fault: 'TOO_LONG' }
  try {
    const record: unknown = JSON.parse(text)
    if (isObject(record))
      return { line, cells: paths.map((path) => cellAt(record, path)), raw: text }
  } catch {
    // told below, as any line that is no object
  }
  return { line, cells: [], raw: text.slice(0, 10_000), fault: 'NOT_AN_OBJECT' }
}

function cellAt(record: unknown, path: readonly string[]): string {
  let value = record
  for (const name of path) {
    if (Array.isArray(value)) value = value[Number(name)]
    else value = isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined
  }
  if (value === undefined || value === null) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
