import { createReadStream } from 'node:fs'
import { PassThrough, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { type CsvError, parse } from 'csv-parse'
import type { ImportMapping } from './contract.ts'

/** A line of the file (its last, when a quoted cell goes over several), or why it is none. */
export interface Line {
  readonly line: number
  readonly cells: readonly string[]
  /** Of NDJSON: the line as it is. */
  readonly raw?: string
  readonly fault?: string
}

interface Parsed {
  readonly record: string[]
  readonly info: { readonly lines: number }
}

interface Reading {
  readonly csv: ImportMapping['csv']
  /** Sees the bytes of the file as they pass: for its hash, and for how far we are. */
  readonly onBytes?: (bytes: Buffer) => void
  readonly onLine: (line: Line) => void | Promise<void>
}

/** Reads a CSV file, gzipped or not, in constant memory. The first line is handed over like the others. */
export async function readLines(file: string, { csv, onBytes, onLine }: Reading): Promise<void> {
  const parser = parse({
    bom: true,
    delimiter: csv.delimiter,
    encoding: csv.encoding,
    info: true,
    relax_column_count: true,
    skip_records_with_error: true,
    max_record_size: 1024 * 1024,
  })
  // A record that breaks the rules of CSV is handed over in its turn, as a fault.
  const faults: Line[] = []
  parser.on('skip', (error: CsvError, raw: string | undefined) => {
    const line = typeof error.lines === 'number' ? error.lines : 0
    faults.push({ line, cells: [raw ?? ''], fault: error.code })
  })
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
    parser,
    async (parsed: AsyncIterable<Parsed>) => {
      for await (const { record, info } of parsed) {
        for (const fault of faults.splice(0)) await onLine(fault)
        const waiting = onLine({ line: info.lines, cells: record })
        if (waiting) await waiting
      }
      for (const fault of faults.splice(0)) await onLine(fault)
    },
  )
}
