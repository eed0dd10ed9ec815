import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type { Db } from '../../../kernel/database.ts'

const unzip = promisify(gunzip)

export interface ExportFile {
  readonly format: 'html' | 'json'
  readonly text: string
}

/** The files of an export that has been made, as text. */
export async function filesOfExport(db: Db, requestId: string): Promise<ExportFile[]> {
  const rows = await db
    .selectFrom('consent.export_file')
    .select(['format', 'body'])
    .where('request_id', '=', requestId)
    .orderBy('format')
    .execute()
  return Promise.all(
    rows.map(async ({ format, body }) => ({ format, text: (await unzip(body)).toString('utf8') })),
  )
}
