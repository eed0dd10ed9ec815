import { Readable } from 'node:stream'
import { parse } from 'csv-parse'
import { CsvColumns, CsvUnreadable } from '../refusals.ts'
import { unguarded } from './cells.ts'
import { header, type Sheet } from './sheet.ts'

/** Why and where something was refused, in a file of what was: passed over when it comes in mended. */
const toldColumns = new Set(['line', 'reason'])

export interface Row {
  readonly line: number
  readonly record: readonly string[]
}

/** The lines of one product: they stand together, or at least name the same one. */
export interface Filed {
  /** The product's code, or, in a file without that column, the sku. */
  readonly key: string
  readonly rows: readonly Row[]
}

export interface Group extends Pick<Filed, 'key'> {
  readonly rows: readonly { readonly line: number; readonly cells: Cells }[]
}

export type Cells = ReadonlyMap<string, string>

/** A file as it was read: its columns and, in their order, its products. */
export interface Read {
  readonly columns: readonly string[]
  readonly lines: number
  readonly products: readonly Filed[]
}

/** Reads which products a file names, each with its lines. */
export async function readCsv(
  body: Buffer,
  sheet: Pick<Sheet, 'attributes' | 'lists'>,
): Promise<Read> {
  const [first, ...rest] = await rowsIn(body)
  const columns = (first?.record ?? []).map((column) => column.trim())
  const known = new Set([...header(sheet), ...toldColumns])
  const strange = columns.filter((column) => !known.has(column))
  const lacks = columns.includes('sku') ? [] : ['sku']
  if (strange.length > 0 || lacks.length > 0)
    throw new CsvColumns({ columns: [...strange, ...lacks].join(', ') })
  const [product, sku] = [columns.indexOf('product'), columns.indexOf('sku')]
  const groups = new Map<string, Row[]>()
  for (const row of rest) {
    const cell = (place: number) => unguarded((row.record[place] ?? '').trim())
    const key = cell(product) || `sku ${cell(sku)}`
    const own = groups.get(key)
    if (own) own.push(row)
    else groups.set(key, [row])
  }
  const products = [...groups].map(([key, rows]) => ({ key, rows }))
  // What is made of others comes behind them, wherever it stands.
  const parts = columns.indexOf('parts')
  const isMade = ({ rows }: Filed) => rows.some(({ record }) => (record[parts] ?? '').trim() !== '')
  const inOrder = [
    ...products.filter((one) => !isMade(one)),
    ...products.filter((one) => isMade(one)),
  ]
  return { columns, lines: rest.length, products: inOrder }
}

/** The cells of a product's lines, by their columns. */
export const groupOf = ({ columns }: Pick<Read, 'columns'>, { key, rows }: Filed): Group => ({
  key,
  rows: rows.map(({ line, record }) => ({
    line,
    cells: new Map(
      columns.map((column, place) => [column, unguarded((record[place] ?? '').trim())]),
    ),
  })),
})

/** What spreadsheets write that is no UTF-8 is read as what French ones write. */
export function inUtf8(body: Buffer): Buffer {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(body)
    return body
  } catch {
    return Buffer.from(new TextDecoder('windows-1252').decode(body))
  }
}

const portion = 64 * 1024

/** Reads in portions: a large file keeps nobody else waiting. */
async function rowsIn(body: Buffer): Promise<Row[]> {
  const text = body.subarray(0, 4096).toString('utf8')
  const head = text.split(/\r?\n/, 1)[0] ?? ''
  const delimiter = head.split(';').length > head.split(',').length ? ';' : ','
  const parser = Readable.from(portionsOf(body)).pipe(
    parse({
      ...{ bom: true, delimiter, info: true, relax_column_count: true, skip_empty_lines: true },
      max_record_size: 1024 * 1024,
    }),
  )
  const rows: Row[] = []
  try {
    for await (const { record, info } of parser) rows.push({ record, line: info.lines })
    return rows
  } catch (error) {
    const { code, lines } = error as { code?: string; lines?: number }
    if (!code?.startsWith('CSV_')) throw error
    throw new CsvUnreadable({ line: lines ?? 0, reason: code })
  }
}

function* portionsOf(body: Buffer) {
  for (let at = 0; at < body.length; at += portion) yield body.subarray(at, at + portion)
}
