import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Tables } from '../../../kernel/registry.ts'
import type { Work } from '../../../kernel/work.ts'
import { audit, brand } from '../../team/index.ts'
import type { ReceiptLine } from '../contract.ts'
import type { Post } from '../post.ts'
import type { Export } from './copy.ts'
import { clusterOf } from './person.ts'
import { readable } from './readable.ts'
import { fetchableUntil, fetchUrl, type RequestRow, type Shown } from './request.ts'
import { personalTables, rowsAbout } from './rows.ts'

const zip = promisify(gzip)
const runner = { kind: 'command-line', id: 'export' } as const

export interface ExportParts extends Pick<Shown, 'links' | 'baseUrl'> {
  readonly tables: Tables
  readonly post: Post
  readonly recipients: readonly string[]
}

/** Makes the two files of a request and writes to the person where they are. */
export async function makeExport(work: Work, row: RequestRow, parts: ExportParts): Promise<void> {
  const customerId = row.customer_id
  if (!customerId) throw new Error('an export is of somebody')
  const made = await gather(work, row, parts)
  const lines: ReceiptLine[] = Object.entries(made.tables).map(([table, rows]) => ({
    ...{ table, rows: rows.length, done: 'exported' },
  }))
  const files = { json: JSON.stringify(made, null, 1), html: readable(made) }
  for (const format of ['json', 'html'] as const) {
    const file = {
      ...{ customer_id: customerId, request_id: row.id, format },
      ...{ body: await zip(files[format]), expires_at: fetchableUntil(work.now) },
    }
    await work.tx.insertInto('consent.export_file').values(file).execute()
  }
  await work.tx
    .updateTable('consent.request')
    .set({ state: 'done', done_at: work.now, receipt: JSON.stringify(lines) })
    .where('id', '=', row.id)
    .execute()
  const variables = { export_url: fetchUrl(parts, customerId, row.id) }
  const key = `export-ready ${row.id}`
  await parts.post.plan(work, [{ customerId, mail: 'export-ready', key, variables }])
  await audit(work, runner, 'consent/exported', `request:${row.id}`, { tables: lines.length })
}

async function gather(
  work: Work,
  row: RequestRow,
  { tables, recipients }: ExportParts,
): Promise<Export> {
  const cluster = await clusterOf(work, row)
  const found: Record<string, Record<string, unknown>[]> = {}
  for (const { table, data } of personalTables(tables)) {
    if (data.holds === 'personal' && data.notExported) continue
    const rows = await rowsAbout(work.tx, table, data.found, cluster)
    found[table] = rows.map((one) => withText(withoutSecrets(table, one)))
  }
  return {
    ...{ requestId: row.id, madeAt: work.now.toISOString(), brand: (await brand(work.tx)).name },
    ...{ language: row.language, recipients, tables: found },
  }
}

/** What proves who asks is for nobody's eyes. */
function withoutSecrets(table: string, row: Record<string, unknown>): Record<string, unknown> {
  if (table !== 'consent.request') return row
  const { code_hash, traces, pseudonyms, ...rest } = row
  return rest
}

/** PostgreSQL writes bytes in hexadecimal: a mail that was kept is a text again. */
function withText(row: Record<string, unknown>): Record<string, unknown> {
  const read = (value: unknown) =>
    typeof value === 'string' && value.startsWith('\\x')
      ? Buffer.from(value.slice(2), 'hex').toString('utf8')
      : value
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, read(value)]))
}
