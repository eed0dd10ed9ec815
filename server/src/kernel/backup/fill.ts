import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import type { Client } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { Trouble } from '../trouble.ts'
import { Contents, contentsName, type Manifest } from './manifest.ts'
import { columnList, quoted, type StoredTable } from './tables.ts'
import type { Part } from './tar.ts'

/** Copies the parts of a backup into their tables, and is content only with what was written. */
export async function fill(
  client: Client,
  manifest: Manifest,
  parts: AsyncIterable<Part>,
  progress: (table: string, rows: number) => void,
): Promise<number> {
  const filled: Contents = {}
  let current: Filling | undefined
  let expected: Contents | undefined
  const finishCurrent = async () => {
    if (!current) return
    const { name } = current.table
    const done = await current.end()
    filled[name] = done
    progress(name, done.rows)
    current = undefined
  }
  for await (const { name, body } of parts) {
    if (name === contentsName) {
      expected = Contents.parse(JSON.parse(body.toString()))
      continue
    }
    const table = manifest.tables.find((each) => each.name === name.slice(0, name.lastIndexOf('/')))
    if (!table) throw new Trouble(`The backup holds ${name}, which its manifest does not know`)
    if (current?.table !== table) {
      await finishCurrent()
      current = new Filling(client, table)
    }
    await current.take(body)
  }
  await finishCurrent()
  return compare(expected, filled)
}

function compare(expected: Contents | undefined, filled: Contents): number {
  if (!expected) throw new Trouble('The backup breaks off before its end')
  let rows = 0
  for (const [name, table] of Object.entries(expected)) {
    const got = filled[name]
    const same = table.rows === 0 ? !got : got?.rows === table.rows && got.sha256 === table.sha256
    if (!same) throw new Trouble(`The backup of ${name} is damaged`)
    rows += table.rows
  }
  return rows
}

/** One table on its way in. */
class Filling {
  readonly table: StoredTable
  readonly #stream
  readonly #hash = createHash('sha256')

  constructor(client: Client, table: StoredTable) {
    this.table = table
    this.#stream = client.query(
      copyFrom(`copy ${quoted(table.name)} (${columnList(table)}) from stdin`),
    )
    this.#stream.on('error', () => {}) // `take` and `end` meet it too
  }

  async take(body: Buffer): Promise<void> {
    this.#hash.update(body)
    if (!this.#stream.write(body)) await once(this.#stream, 'drain')
  }

  async end(): Promise<{ rows: number; sha256: string }> {
    this.#stream.end()
    await finished(this.#stream)
    return { rows: this.#stream.rowCount, sha256: this.#hash.digest('hex') }
  }
}
