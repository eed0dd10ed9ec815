import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import type { FaultReason } from './faults.ts'
import type { Line } from './lines.ts'

/**
 * The lines that could not be taken, with the reason in the first columns and the cells as they were:
 * mended, they can be imported by the same mapping (of NDJSON, once the last column is taken out). The file exists only when there are some.
 */
export class ErrorsFile {
  readonly path: string
  readonly #header: readonly string[]
  #stream: ReturnType<typeof createWriteStream> | undefined
  #lines = 0

  constructor(path: string, header: readonly string[]) {
    this.path = path
    this.#header = header
  }

  get lines(): number {
    return this.#lines
  }

  add({ line, cells, raw }: Line, reason: FaultReason, detail: string): void {
    if (!this.#stream) {
      this.#stream = createWriteStream(this.path, { mode: 0o600 })
      this.#stream.on('error', () => {}) // close() throws it
      const columns = raw === undefined ? this.#header : ['json']
      this.#stream.write(row(['line', 'reason', 'detail', ...columns]))
    }
    this.#lines++
    const kept = raw === undefined ? cells : [raw]
    this.#stream.write(row([String(line), reason, detail, ...kept]))
  }

  async close(): Promise<void> {
    if (!this.#stream) return
    this.#stream.end()
    await finished(this.#stream)
  }
}

const row = (cells: readonly string[]) => `${cells.map(quoted).join(',')}\n`

const quoted = (cell: string) => (/[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
