import { parse } from 'csv-parse/sync'
import { CsvColumns, CsvUnreadable } from '../refusals.ts'
import { unguarded } from './cells.ts'
import { header, type Sheet } from './sheet.ts'

/** The lines of one product: they stand together, or at least name the same one. */
export interface Group {
  /** The product's code, or, in a file without that column, the sku. */
  readonly key: string
  readonly rows: readonly { readonly line: number; readonly cells: Cells }[]
}

export type Cells = ReadonlyMap<string, string>

/** The products that a file names, each with its lines. */
export function groupsIn(body: Buffer, sheet: Pick<Sheet, 'attributes' | 'lists'>): Group[] {
  const records = recordsIn(body)
  const [first, ...rest] = records
  const columns = (first?.record ?? []).map((column) => column.trim())
  const known = new Set(header(sheet))
  const strange = columns.filter((column) => !known.has(column))
  const lacks = columns.includes('sku') ? [] : ['sku']
  if (strange.length > 0 || lacks.length > 0)
    throw new CsvColumns({ columns: [...strange, ...lacks].join(', ') })
  const groups = new Map<string, { line: number; cells: Cells }[]>()
  for (const { record, line } of rest) {
    const cells = new Map(
      columns.map((column, place) => [column, unguarded((record[place] ?? '').trim())]),
    )
    const key = cells.get('product') || `sku ${cells.get('sku') ?? ''}`
    const own = groups.get(key)
    if (own) own.push({ line, cells })
    else groups.set(key, [{ line, cells }])
  }
  return [...groups].map(([key, rows]) => ({ key, rows }))
}

function recordsIn(body: Buffer): { record: string[]; line: number }[] {
  const text = body.subarray(0, 4096).toString('utf8')
  const head = text.split(/\r?\n/, 1)[0] ?? ''
  const delimiter = head.split(';').length > head.split(',').length ? ';' : ','
  try {
    const parsed: unknown = parse(body, {
      ...{ bom: true, delimiter, info: true, relax_column_count: true, skip_empty_lines: true },
      max_record_size: 1024 * 1024,
    })
    return (parsed as { record: string[]; info: { lines: number } }[]).map(({ record, info }) => ({
      record,
      line: info.lines,
    }))
  } catch (error) {
    const { code, lines } = error as { code?: string; lines?: number }
    if (!code?.startsWith('CSV_')) throw error
    throw new CsvUnreadable({ line: lines ?? 0, reason: code })
  }
}
