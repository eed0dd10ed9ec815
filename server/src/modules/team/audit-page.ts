import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import type { AuditPage, AuditQuery } from './contract.ts'

/** Who did what, latest first. */
export async function auditPage(db: Db, asked: AuditQuery): Promise<AuditPage> {
  const { before, object, actor, area, limit } = asked
  const rows = await db
    .selectFrom('team.audit')
    .selectAll()
    .$if(before !== undefined, (query) => query.where('position', '<', before ?? 0))
    .$if(object !== undefined, (query) => query.where('object', '=', object ?? ''))
    .$if(actor !== undefined, (query) => query.where('actor', '=', actor ?? ''))
    .$if(area !== undefined, (query) =>
      query.where(sql<boolean>`split_part(action, '/', 1) = ${area}`),
    )
    .orderBy('position', 'desc')
    .limit(limit + 1)
    .execute()
  const page = rows.slice(0, limit)
  const names = await namesOf(
    db,
    page.map(({ actor }) => actor),
  )
  return {
    lines: page.map(({ position, at, actor, action, object: done, details, hash }) => ({
      ...{
        position,
        at: at.toISOString(),
        actor: partsOf(actor, names),
        action,
        object: done,
        hash,
      },
      details: { ...details },
    })),
    next: rows.length > limit ? (page.at(-1)?.position ?? null) : null,
  }
}

function partsOf(actor: string, names: ReadonlyMap<string, string>) {
  const [kind = '', id = ''] = actor.split(':')
  return { kind, id, name: names.get(actor) ?? null }
}

/** Names are not in the audit, which cannot forget: who has left the team has none any more. */
export async function namesOf(db: Db, actors: readonly string[]): Promise<Map<string, string>> {
  const idsOf = (kind: string) =>
    actors.filter((actor) => actor.startsWith(`${kind}:`)).map((actor) => actor.split(':')[1] ?? '')
  const named = async (table: 'team.person' | 'team.api_key', kind: string) => {
    const ids = idsOf(kind)
    if (ids.length === 0) return []
    const rows = await db.selectFrom(table).select(['id', 'name']).where('id', 'in', ids).execute()
    return rows.map(({ id, name }) => [`${kind}:${id}`, name] as const)
  }
  return new Map([
    ...(await named('team.person', 'person')),
    ...(await named('team.api_key', 'key')),
  ])
}
