import { createWriteStream } from 'node:fs'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { FileTooLarge } from './refusals.ts'

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
  async beginning(id: string, name: string): Promise<string[]> {
    const handle = await open(this.path(id, name))
    try {
      const raw = handle.createReadStream({ end: 64 * 1024, autoClose: false })
      const text = name.endsWith('.gz') ? raw.pipe(createGunzip()) : raw
      let read = ''
      try {
        for await (const chunk of text) {
          read += chunk.toString('utf8')
          if (read.length > 64 * 1024) break
        }
      } catch {
        // the end of a gzip that was cut: what came before it is enough here
      }
      return read
        .split(/\r?\n/)
        .slice(0, 6)
        .map((line) => line.slice(0, 4000))
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

function suffixOf(name: string): string {
  const [known] = /\.(csv|tsv|txt|ndjson|jsonl|json)(\.gz)?$/i.exec(basename(name)) ?? ['.csv']
  return known.toLowerCase()
}
