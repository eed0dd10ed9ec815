import type { Logger } from 'pino'
import type { Db } from '../../../kernel/database.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { InWork, Work } from '../../../kernel/work.ts'
import type { Gate } from '../door/gate.ts'
import { imports, uploadedName } from './book.ts'
import type { ImportFile, ImportMapping, ImportStart, Trial } from './contract.ts'
import type { ImportFiles } from './files.ts'
import { type ImportProgress, type ImportReport, importFile } from './import.ts'
import { AlreadyRunning, FileNotFound } from './refusals.ts'

interface Parts {
  readonly db: Db
  readonly inWork: InWork
  readonly gate: Pick<Gate, 'inspector'>
  readonly files: ImportFiles
  readonly log: Pick<Logger, 'error'>
}

/** Files brought in from the console: each is read in the background of the process that was asked. */
export class Uploads {
  readonly #parts: Parts
  /** What runs here, and how far it is: 0 to 1. */
  readonly #running = new Map<string, number>()

  constructor(parts: Parts) {
    this.#parts = parts
  }

  async list(): Promise<ImportFile[]> {
    const { db, files } = this.#parts
    const rows = await db
      .selectFrom('thread.import_file')
      .selectAll()
      .orderBy('uploaded_at', 'desc')
      .limit(100)
      .execute()
    const all = await imports(db)
    return Promise.all(
      rows.map(async (row) => ({
        ...{ id: row.id, name: row.name, bytes: row.bytes, trial: row.trial },
        uploadedAt: row.uploaded_at.toISOString(),
        import: all.find(({ fileId }) => fileId === row.id) ?? null,
        running: this.#running.get(row.id) ?? null,
        errors: await files.hasErrors(row.id, row.name),
      })),
    )
  }

  async one(id: string): Promise<ImportFile> {
    const file = (await this.list()).find((one) => one.id === id)
    if (!file) throw new FileNotFound({ id })
    return file
  }

  async add(work: Work, id: string, name: string, bytes: number, by: string): Promise<void> {
    await work.tx
      .insertInto('thread.import_file')
      .values({ id, name, bytes, uploaded_at: work.now, uploaded_by: by, trial: null })
      .execute()
  }

  async remove(work: Work, id: string): Promise<void> {
    if (this.#running.has(id)) throw new AlreadyRunning({ id })
    const row = await work.tx
      .deleteFrom('thread.import_file')
      .where('id', '=', id)
      .returning('name')
      .executeTakeFirst()
    if (!row) throw new FileNotFound({ id })
    await this.#parts.files.remove(id, row.name)
  }

  /** Begins to read a file, or goes on where an earlier run ended; the answer does not wait for it. */
  async start(id: string, how: ImportStart): Promise<void> {
    const { name } = await this.one(id)
    if (this.#running.has(id)) throw new AlreadyRunning({ id })
    this.#running.set(id, 0)
    this.#read(id, name, how)
      .catch((error) => this.#parts.log.error({ err: error, file: id }, 'import ended early'))
      .finally(() => this.#running.delete(id))
  }

  /** What the first lines would become by a mapping: nothing is stored, nothing counted. */
  async preview(id: string, mapping: ImportMapping): Promise<Trial> {
    const { db, inWork, gate, files } = this.#parts
    const { name } = await this.one(id)
    return files.withBeginning(id, name, (file) =>
      triedBy(
        importFile({ db, inWork, gate }, { file, mapping, source: '', basis: '-', dryRun: true }),
      ),
    )
  }

  async #read(id: string, name: string, how: ImportStart): Promise<void> {
    const { db, inWork, gate, files } = this.#parts
    const onProgress = ({ phase, share }: ImportProgress) =>
      this.#running.set(id, (phase === 'reading' ? 0 : 0.5) + share / 2)
    const reading = importFile(
      { db, inWork, gate, onProgress },
      {
        ...{ file: files.path(id, name), mapping: how.mapping, source: how.source },
        ...{ basis: how.basis, dryRun: how.dryRun, resume: true },
        errorsFile: files.errors(id, name),
        fileName: uploadedName(id, name),
      },
    )
    const found = await triedBy(reading)
    if (!how.dryRun && found.refusal === null) return
    await db
      .updateTable('thread.import_file')
      .set({ trial: JSON.stringify({ ...found, mapping: how.mapping }) })
      .where('id', '=', id)
      .execute()
  }

  /** Until what runs here has ended, for whoever must know. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** What a reading found; a file that cannot be read by its mapping is a finding as well. */
const triedBy = (reading: Promise<ImportReport>): Promise<Trial> =>
  reading.then(
    ({ lines, events, refused, skipped, byName, sample, faults }): Trial => ({
      ...{ lines, events, refused, skipped, byName, faults, refusal: null },
      sample: sample as unknown as Trial['sample'],
    }),
    (error): Trial => {
      if (error instanceof Refusal) return { ...nothing, refusal: error.code }
      throw error
    },
  )

const nothing = {
  ...{ lines: 0, events: 0, refused: 0, skipped: 0, byName: {}, sample: [], faults: [] },
}
