import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Db } from '../../../kernel/database.ts'
import type { InWork } from '../../../kernel/work.ts'
import type { Gate } from '../door/gate.ts'
import { finish, openImport, stop } from './book.ts'
import { survey } from './groups.ts'
import { Pace } from './pace.ts'
import { ColumnsMissing } from './refusals.ts'
import { type Counts, type ImportRequest, noCounts, Run } from './run.ts'
import { missingColumns } from './shape.ts'

export interface ImportProgress {
  readonly phase: 'reading' | 'importing'
  /** Of the file's bytes, 0 to 1. */
  readonly share: number
  readonly counts: Counts
}

export interface ImportReport extends Counts {
  readonly id: string | null
  /** All of this file was in this source before. */
  readonly already: boolean
  readonly errorsFile: string | null
}

interface Surroundings {
  readonly db: Db
  readonly inWork: InWork
  /** Imported events pass by the same plan as those of other sources. */
  readonly gate: Pick<Gate, 'inspector'>
  readonly onProgress?: (progress: ImportProgress) => void
}

/** Reads a CSV file into the inbox by a mapping, as docs/import.md tells. */
export async function importFile(
  { db, inWork, gate, onProgress = () => {} }: Surroundings,
  request: ImportRequest,
): Promise<ImportReport> {
  const { file, mapping } = request
  const { size } = await stat(file)
  const watch = (phase: ImportProgress['phase'], counts: Counts) => {
    let bytes = 0
    return (chunk: Buffer) => {
      bytes += chunk.length
      onProgress({ phase, share: bytes / size, counts })
    }
  }
  const counts = noCounts()
  const known = await survey(file, mapping, watch('reading', counts))
  const missing = missingColumns(mapping, known.header)
  if (missing.length > 0) throw new ColumnsMissing({ missing, found: [...known.header] })

  const running = request.dryRun
    ? undefined
    : await inWork((work) =>
        openImport(work, {
          ...{
            source: request.source,
            fileName: request.fileName ?? basename(file),
            hash: known.hash,
          },
          ...{ lines: known.lines, mapping, basis: request.basis },
          resume: request.resume ?? false,
        }),
      )
  const id = running?.id ?? null
  if (running?.done) return { ...counts, id, already: true, errorsFile: null }

  const run = new Run({ inWork, gate, request, known, running, counts, pace: new Pace(db) })
  try {
    const errorsFile = await run.read(watch('importing', counts))
    if (running) await inWork((work) => finish(work, running))
    return { ...counts, id, already: false, errorsFile }
  } catch (error) {
    // What it was must not be hidden by the database being away, in which case it stays `running`.
    if (running) await inWork((work) => stop(work, running)).catch(() => {})
    throw error
  }
}
