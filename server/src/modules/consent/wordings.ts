import { createHash } from 'node:crypto'
import type { Selectable } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import type { Work } from '../../kernel/work.ts'
import { type ConsentLanguage, type NewWording, purposes, type Wording } from './contract.ts'
import { PurposeNotOnChannel, WordingExists } from './refusals.ts'
import type { WordingTable } from './tables.ts'

export type WordingRow = Selectable<WordingTable>

/** Publishes words to agree to. The same words again are the same wording. */
export async function publishWording(work: Work, wording: NewWording): Promise<Wording> {
  const { purpose, channel, version, language, text } = wording
  const rule = purposes[purpose]
  if (rule.basis !== 'consent' || !rule.channels.includes(channel)) {
    throw new PurposeNotOnChannel({ purpose, channel })
  }
  const row = {
    id: work.newId(),
    purpose,
    channel,
    version,
    language,
    text,
    text_hash: createHash('sha256').update(text).digest('hex'),
    created_at: work.now,
  }
  const inserted = await work.tx
    .insertInto('consent.wording')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (inserted) return shown(row)
  const published = await work.tx
    .selectFrom('consent.wording')
    .selectAll()
    .where('purpose', '=', purpose)
    .where('channel', '=', channel)
    .where('version', '=', version)
    .where('language', '=', language)
    .executeTakeFirstOrThrow()
  if (published.text_hash !== row.text_hash) throw new WordingExists({ id: published.id })
  return shown(published)
}

export async function wordings(db: Db): Promise<Wording[]> {
  const rows = await db
    .selectFrom('consent.wording')
    .selectAll()
    .orderBy('purpose')
    .orderBy('channel')
    .orderBy('created_at', 'desc')
    .orderBy('language')
    .execute()
  return rows.map(shown)
}

/** All words of these versions, whatever their purpose, channel and language. */
export function wordingsOf(db: Db, versions: readonly string[]): Promise<WordingRow[]> {
  if (versions.length === 0) return Promise.resolve([])
  return db.selectFrom('consent.wording').selectAll().where('version', 'in', versions).execute()
}

/** What a person is asked today: the newest words of each purpose and channel in a language. */
export function currentWordings(db: Db, language: ConsentLanguage): Promise<WordingRow[]> {
  return db
    .selectFrom('consent.wording')
    .selectAll()
    .distinctOn(['purpose', 'channel'])
    .where('language', '=', language)
    .orderBy('purpose')
    .orderBy('channel')
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
}

const shown = (row: WordingRow): Wording => ({
  id: row.id,
  purpose: row.purpose,
  channel: row.channel,
  version: row.version,
  language: row.language,
  text: row.text,
  textHash: row.text_hash,
  createdAt: row.created_at.toISOString(),
})
