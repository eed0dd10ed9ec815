import { randomBytes } from 'node:crypto'
import type { Db } from '../../kernel/database.ts'
import { type Signals, signal } from '../../kernel/signals.ts'
import type { Work } from '../../kernel/work.ts'
import type { NewSource, Source, SourceKind } from './contract.ts'
import { SourceNameTaken } from './refusals.ts'

export const newWriteKey = () => randomBytes(18).toString('base64url')

/** Adds a source. Its write key goes into pages and apps: it lets one send events, and nothing else. */
export async function createSource(work: Work, { name, kind }: NewSource): Promise<Source> {
  const source = {
    id: work.newId(),
    name,
    kind,
    write_key: newWriteKey(),
    created_at: work.now,
  }
  const added = await work.tx
    .insertInto('thread.source')
    .values(source)
    .onConflict((conflict) => conflict.column('name').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) throw new SourceNameTaken({ name })
  await work.tx.insertInto('thread.source_count').values({ source_id: source.id }).execute()
  await signal(work.tx, 'thread.sources')
  return {
    id: source.id,
    name,
    kind,
    writeKey: source.write_key,
    createdAt: source.created_at.toISOString(),
    lastEventAt: null,
    accepted: 0,
    refused: 0,
    duplicates: 0,
    ...{ enabled: true, origins: [], shared: false, ratePerMinute: null, previousKeyUntil: null },
  }
}

/** All sources with what became of their events, by name. */
export async function sources(db: Db): Promise<Source[]> {
  const rows = await db
    .selectFrom('thread.source')
    .leftJoin('thread.source_count', 'thread.source_count.source_id', 'thread.source.id')
    .selectAll('thread.source')
    .select(['accepted', 'refused', 'duplicates', 'last_event_at'])
    .orderBy('name')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    kind: row.kind,
    writeKey: row.write_key,
    createdAt: row.created_at.toISOString(),
    lastEventAt: row.last_event_at?.toISOString() ?? null,
    accepted: row.accepted ?? 0,
    refused: row.refused ?? 0,
    duplicates: row.duplicates ?? 0,
    enabled: row.enabled,
    origins: row.origins,
    shared: row.shared,
    ratePerMinute: row.rate_per_minute,
    previousKeyUntil: row.previous_until?.toISOString() ?? null,
  }))
}

export interface KnownSource {
  readonly id: string
  readonly name: string
  readonly kind: SourceKind
  readonly enabled: boolean
  readonly origins: ReadonlySet<string>
  readonly shared: boolean
  readonly ratePerMinute: number | null
}

/** A key, and until when (in milliseconds) it opens, where that has an end. */
interface Opens {
  readonly source: KnownSource
  readonly until?: number
}

/**
 * The sources by write key, in memory, since each event names one. All are read again when a key comes
 * that is not known here: another process may just have made it. One reading serves all who wait.
 */
export class Keyring {
  readonly #db: Db
  readonly #leave: () => void
  #byKey = new Map<string, Opens>()
  #byId = new Map<string, KnownSource>()
  #reading: Promise<void> | undefined

  constructor(db: Db, signals: Signals) {
    this.#db = db
    this.#leave = signals.on('thread.sources', () => {
      this.#byKey.clear()
      this.#byId.clear()
    })
  }

  find(writeKey: string): Promise<KnownSource | undefined> {
    return this.#look(() => {
      const opens = this.#byKey.get(writeKey)
      return opens && (opens.until === undefined || Date.now() < opens.until)
        ? opens.source
        : undefined
    })
  }

  /** For doors that are addressed, such as a webhook's. */
  byId(id: string): Promise<KnownSource | undefined> {
    return this.#look(() => this.#byId.get(id))
  }

  async #look(known: () => KnownSource | undefined): Promise<KnownSource | undefined> {
    // A reading that was under way when the key came may have begun before the key was made.
    for (const fresh of [false, true]) {
      const source = known()
      if (source) return source
      if (!fresh && !this.#reading) continue
      this.#reading ??= this.#read().finally(() => {
        this.#reading = undefined
      })
      await this.#reading
    }
    return known()
  }

  async #read(): Promise<void> {
    const rows = await this.#db.selectFrom('thread.source').selectAll().execute()
    const byKey = new Map<string, Opens>()
    const byId = new Map<string, KnownSource>()
    for (const row of rows) {
      const { id, name, kind, enabled, shared, previous_key, previous_until } = row
      const origins = new Set(row.origins)
      const source = {
        id,
        name,
        kind,
        enabled,
        origins,
        shared,
        ratePerMinute: row.rate_per_minute,
      }
      if (previous_key) byKey.set(previous_key, { source, until: previous_until?.getTime() ?? 0 })
      byKey.set(row.write_key, { source })
      byId.set(id, source)
    }
    this.#byKey = byKey
    this.#byId = byId
  }

  close(): void {
    this.#leave()
  }
}
