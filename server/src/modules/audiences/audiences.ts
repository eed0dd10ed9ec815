import type { Db } from '../../kernel/database.ts'
import { addJob } from '../../kernel/jobs.ts'
import { signal } from '../../kernel/signals.ts'
import type { Work } from '../../kernel/work.ts'
import { type Actor, audit, namesOfActors } from '../team/index.ts'
import { type AudienceRow as Row, rowOf } from './audience-row.ts'
import { building } from './building.ts'
import { clearAudience } from './clearing.ts'
import { Condition } from './condition-contract.ts'
import { checkCondition, conditionsOf, dependentsOf } from './conditions.ts'
import type { Audience, AudienceEdit, AudienceVersion, NewAudience } from './contract.ts'
import { AudienceInUse } from './refusals.ts'
import { deleteSyncsOf } from './syncs/syncs.ts'
import { definitionsChanged, takeTurn } from './turn.ts'

type Who = Pick<Actor, 'kind' | 'id'>

export async function audiences(db: Db): Promise<Audience[]> {
  const rows = await db.selectFrom('audiences.audience').selectAll().orderBy('name').execute()
  const sizes = await db
    .selectFrom('audiences.member')
    .select(({ fn }) => ['audience_id', fn.countAll<number>().as('members')])
    .groupBy('audience_id')
    .execute()
  const members = new Map(sizes.map((row) => [row.audience_id, row.members]))
  return rows.map((row) => audienceOf(row, members.get(row.id) ?? 0))
}

export async function audience(db: Db, id: string): Promise<Audience> {
  const row = await rowOf(db, id)
  const { members } = await db
    .selectFrom('audiences.member')
    .select(({ fn }) => fn.countAll<number>().as('members'))
    .where('audience_id', '=', id)
    .executeTakeFirstOrThrow()
  return audienceOf(row, members)
}

/** Draws an audience; who belongs to it is found out behind it. */
export async function createAudience(
  work: Work,
  actor: Who,
  { name, condition }: NewAudience,
): Promise<string> {
  await takeTurn(work)
  await checkCondition(work.tx, condition)
  const { numbers } = await work.tx
    .updateTable('audiences.turn')
    .set((turn) => ({ numbers: turn('numbers', '+', 1) }))
    .returning('numbers')
    .executeTakeFirstOrThrow()
  const row = {
    id: work.newId(),
    number: numbers,
    name,
    version: 1,
    condition: JSON.stringify(condition),
    state: 'building' as const,
    reason: null,
    built_to: null,
    created_at: work.now,
    changed_at: work.now,
  }
  await work.tx.insertInto('audiences.audience').values(row).execute()
  await keepVersion(work, actor, { ...row, condition })
  await definitionsChanged(work)
  await signal(work.tx, building)
  await audit(work, actor, 'audiences/created', `audience:${row.id}`, { version: 1 })
  return row.id
}

/**
 * Each edit is a version. Under another condition the audience is built again: a customer stays where
 * the old condition left them until the building comes to them.
 */
export async function editAudience(
  work: Work,
  actor: Who,
  id: string,
  edit: AudienceEdit,
): Promise<void> {
  await takeTurn(work)
  const before = await rowOf(work.tx, id)
  if (edit.condition) await checkCondition(work.tx, edit.condition, id)
  const condition = edit.condition ?? before.condition
  const changed = { name: edit.name ?? before.name, version: before.version + 1 }
  const rebuilt = edit.condition && {
    state: 'building' as const,
    reason: null,
    built_to: null,
    built: 0,
  }
  await work.tx
    .updateTable('audiences.audience')
    .set({ ...changed, ...rebuilt, condition: JSON.stringify(condition), changed_at: work.now })
    .where('id', '=', id)
    .execute()
  await keepVersion(work, actor, { id, condition, ...changed })
  if (rebuilt) {
    await rebuildThoseNaming(work, id)
    await signal(work.tx, building)
  }
  // A building under way goes on under the new version, from where it is.
  await definitionsChanged(work)
  await audit(work, actor, 'audiences/edited', `audience:${id}`, { version: changed.version })
}

/** Forgets an audience; its memberships are cleared behind it. */
export async function deleteAudience(work: Work, actor: Who, id: string): Promise<void> {
  await takeTurn(work)
  const { number } = await rowOf(work.tx, id)
  const dependents = dependentsOf(id, await conditionsOf(work.tx))
  if (dependents.length > 0) {
    throw new AudienceInUse({ by: dependents, names: await namesOf(work.tx, dependents) })
  }
  await deleteSyncsOf(work, id)
  await work.tx.deleteFrom('audiences.size').where('audience_id', '=', id).execute()
  await work.tx.deleteFrom('audiences.version').where('audience_id', '=', id).execute()
  await work.tx.deleteFrom('audiences.audience').where('id', '=', id).execute()
  await definitionsChanged(work)
  await addJob(work.tx, clearAudience, { audienceId: id, number })
  await audit(work, actor, 'audiences/deleted', `audience:${id}`)
}

export async function versionsOf(db: Db, id: string): Promise<AudienceVersion[]> {
  await rowOf(db, id)
  const rows = await db
    .selectFrom('audiences.version')
    .selectAll()
    .where('audience_id', '=', id)
    .orderBy('version', 'desc')
    .execute()
  const names = await namesOfActors(
    db,
    rows.map((row) => row.changed_by),
  )
  return rows.map(({ version, name, condition, changed_at, changed_by }) => {
    const [kind = '', actor = ''] = changed_by.split(':')
    return {
      ...{ version, name, condition, changedAt: changed_at.toISOString() },
      changedBy: { kind, id: actor, name: names.get(changed_by) ?? null },
    }
  })
}

/** What names an audience that means something else now is built again, under its own version. */
async function rebuildThoseNaming(work: Work, id: string): Promise<void> {
  const dependents = dependentsOf(id, await conditionsOf(work.tx))
  if (dependents.length === 0) return
  await work.tx
    .updateTable('audiences.audience')
    .set({ state: 'building', reason: null, built_to: null, built: 0 })
    .where('id', 'in', dependents)
    .where('state', '<>', 'off')
    .execute()
}

async function namesOf(db: Db, ids: readonly string[]): Promise<string> {
  const rows = await db
    .selectFrom('audiences.audience')
    .select('name')
    .where('id', 'in', ids)
    .orderBy('name')
    .execute()
  return rows.map(({ name }) => name).join(', ')
}

async function keepVersion(
  { tx, now }: Work,
  { kind, id: actorId }: Who,
  { id, version, name, condition }: Pick<Row, 'id' | 'version' | 'name' | 'condition'>,
) {
  await tx
    .insertInto('audiences.version')
    .values({
      audience_id: id,
      version,
      name,
      condition: JSON.stringify(condition),
      changed_at: now,
      changed_by: `${kind}:${actorId}`,
    })
    .execute()
}

function audienceOf(row: Row, members: number): Audience {
  const { id, name, version, state, reason, built, to_build } = row
  return {
    id,
    name,
    version,
    condition: Condition.safeParse(row.condition).data ?? null,
    state,
    reason,
    members,
    built,
    toBuild: to_build,
    createdAt: row.created_at.toISOString(),
    changedAt: row.changed_at.toISOString(),
  }
}
