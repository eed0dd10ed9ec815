import type { Db } from '../../kernel/database.ts'
import type { Condition, Leaf } from './condition-contract.ts'
import { type Compiled, compile } from './engine/compile.ts'
import { among, type Conditions, leavesIn, namedIn } from './nesting.ts'
import {
  AudienceNamesItself,
  AudienceUnknown,
  ListUnknown,
  PersonaUnknown,
  TooManyLeaves,
} from './refusals.ts'

/** A condition can be read by a person and asked by a machine. */
const mostLeaves = 200

/** What every audience means now. */
export async function conditionsOf(db: Db): Promise<Conditions> {
  const rows = await db.selectFrom('audiences.audience').select(['id', 'condition']).execute()
  return new Map(rows.map((row) => [row.id, row.condition]))
}

/** A condition that may name other audiences, ready to be asked. */
export async function compileAmong(db: Db, condition: Condition): Promise<Compiled> {
  if (!leavesIn(condition).some(({ kind }) => kind === 'audience')) return compile(condition)
  const conditions = await conditionsOf(db)
  refuseUnknown(condition, conditions)
  return compile(condition, among(conditions))
}

/** Refuses what could not be asked: too much, what is not there, an audience that names itself. */
export async function checkCondition(db: Db, condition: Condition, id?: string): Promise<void> {
  const leaves = leavesIn(condition)
  if (leaves.length > mostLeaves) throw new TooManyLeaves({ most: mostLeaves })
  const conditions = await conditionsOf(db)
  refuseUnknown(condition, conditions)
  const named = namedIn(condition, (other) => conditions.get(other))
  if (id !== undefined && named.includes(id)) throw new AudienceNamesItself({ id })
  await refuseUnknownLists(db, leaves)
  await refuseUnknownPersonas(db, leaves)
}

async function refuseUnknownLists(db: Db, leaves: readonly Leaf[]): Promise<void> {
  const lists = leaves.flatMap((leaf) => (leaf.kind === 'list' ? [leaf.id] : []))
  if (lists.length === 0) return
  const known = await db
    .selectFrom('audiences.list')
    .select('id')
    .where('id', 'in', lists)
    .execute()
  const missing = lists.find((list) => !known.some((row) => row.id === list))
  if (missing) throw new ListUnknown({ id: missing })
}

/** Of a search that still goes on, nobody is of any persona yet. */
async function refuseUnknownPersonas(db: Db, leaves: readonly Leaf[]): Promise<void> {
  const personas = leaves.flatMap((leaf) => (leaf.kind === 'persona' ? [leaf.id] : []))
  if (personas.length === 0) return
  const known = await db
    .selectFrom('audiences.persona as persona')
    .innerJoin('audiences.persona_search as search', 'search.id', 'persona.search_id')
    .select('persona.id')
    .where('persona.id', 'in', personas)
    .where('search.state', '=', 'done')
    .execute()
  const missing = personas.find((id) => !known.some((row) => row.id === id))
  if (missing) throw new PersonaUnknown({ id: missing })
}

function refuseUnknown(condition: Condition, conditions: Conditions): void {
  const missing = namedIn(condition, (id) => conditions.get(id)).find((id) => !conditions.has(id))
  if (missing) throw new AudienceUnknown({ id: missing })
}

/** The audiences that mean something else when this one does. */
export const dependentsOf = (id: string, conditions: Conditions): string[] =>
  [...conditions.keys()].filter((other) => {
    const condition = conditions.get(other)
    return condition && namedIn(condition, (named) => conditions.get(named)).includes(id)
  })
