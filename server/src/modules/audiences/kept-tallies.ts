import type { Db } from '../../kernel/database.ts'
import type { DefinitionReader } from './definitions.ts'

/**
 * The tallies that are kept for every customer because a live audience asks for them, and how many
 * times each keeps: what is asked of these needs no counting.
 */
export async function keptTallies(db: Db, reader: DefinitionReader): Promise<Map<string, number>> {
  const { definitions } = await db
    .selectFrom('audiences.turn')
    .select('definitions')
    .executeTakeFirstOrThrow()
  const { audiences } = await reader.read(db, definitions)
  const kept = new Map<string, number>()
  for (const { upTo, compiled } of audiences) {
    if (upTo !== undefined) continue
    for (const { key, keep } of compiled.tallies) {
      kept.set(key, Math.max(keep, kept.get(key) ?? 0))
    }
  }
  return kept
}
