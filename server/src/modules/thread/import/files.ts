import { createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, open, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import type { ImportFileDetail } from './contract.ts'
import { FileTooLarge } from './refusals.ts'

const headBytes = 64 * 1024
const shownLines = 20

/** Uploaded files lie in the data folder, readable by nobody else, under the id of their row. */
export class ImportFiles {
  readonly #folder: string
  readonly #largest: number

  constructor(dataDir: string, largest: number) {
    this.#folder = join(dataDir, 'imports')
    this.#largest = largest
  }

  /** The name tells how the file is to be read; nothing of it is a path. */
  path(id: string, name: string): string {
    return join(this.#folder, `${id}${suffixOf(name)}`)
  }

  errors(id: string, name: string): string {
    return `${this.path(id, name)}.errors.csv`
  }

  /** Streams to disk, and leaves nothing behind when it is too large or breaks off. */
  async take(id: string, name: string, stream: Readable): Promise<number> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 })
    const path = this.path(id, name)
    let bytes = 0
    const bounded = new Transform({
      transform: (chunk: Buffer, _, next) => {
        bytes += chunk.length
        if (bytes <= this.#largest) next(null, chunk)
        else next(new FileTooLarge({ mostBytes: this.#largest }))
      },
    })
    try {
      await pipeline(stream, bounded, createWriteStream(`${path}.part`, { mode: 0o600 }))
      await rename(`${path}.part`, path)
    } catch (error) {
      await rm(`${path}.part`, { force: true })
      throw error
    }
    return bytes
  }

  async remove(id: string, name: string): Promise<void> {
    await rm(this.path(id, name), { force: true })
    await rm(this.errors(id, name), { force: true })
  }

  /** The first lines, for whoever writes the mapping. */
  async beginning(
    id: string,
    name: string,
  ): Promise<Pick<ImportFileDetail, 'beginning' | 'encoding'>> {
    const { text, encoding } = readHead(await this.#head(id, name))
    const lines = text.split(/\r?\n/).slice(0, shownLines)
    return { beginning: lines.map((line) => line.slice(0, 4000)), encoding }
  }

  /** Lends a file of the first whole lines, as they are, for as long as the task lasts. */
  async withBeginning<Result>(
    id: string,
    name: string,
    task: (path: string) => Promise<Result>,
  ): Promise<Result> {
    const folder = await mkdtemp(join(this.#folder, 'beginning-'))
    try {
      const path = join(folder, `lines${suffixOf(name).replace(/\.gz$/, '')}`)
      const head = await this.#head(id, name)
      const whole = head.length < headBytes ? head : head.subarray(0, head.lastIndexOf('\n'))
      await writeFile(path, whole, { mode: 0o600 })
      return await task(path)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }

  async #head(id: string, name: string): Promise<Buffer> {
    const handle = await open(this.path(id, name))
    try {
      const raw = handle.createReadStream({ end: headBytes, autoClose: false })
      const chunks: Buffer[] = []
      let bytes = 0
      try {
        for await (const chunk of name.endsWith('.gz') ? raw.pipe(createGunzip()) : raw) {
          chunks.push(chunk)
          bytes += chunk.length
          if (bytes > headBytes) break
        }
      } catch {
        // the end of a gzip that was cut: what came before it is enough here
      }
      return Buffer.concat(chunks).subarray(0, headBytes)
    } finally {
      await handle.close()
    }
  }

  async hasErrors(id: string, name: string): Promise<boolean> {
    return stat(this.errors(id, name)).then(
      ({ size }) => size > 0,
      () => false,
    )
  }
}

/** What French spreadsheets write is no UTF-8; nothing else is expected. */
function readHead(head: Buffer) {
  try {
    // A character that is cut at the end is none of its own.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true })
    return { text, encoding: 'utf8' } as const
  } catch {
    return { text: head.toString('latin1'), encoding: 'latin1' } as const
  }
}

function suffixOf(name: string): string {
  const [known] = /\.(csv|tsv|txt|ndjson|jsonl|json)(\.gz)?$/i.exec(basename(name)) ?? ['.csv']
  return known.toLowerCase()
}
