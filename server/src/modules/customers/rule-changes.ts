import { runInNewContext } from 'node:vm'
import type { Db } from '../../kernel/database.ts'
import type { Work } from '../../kernel/work.ts'
import { type Actor, audit } from '../team/index.ts'
import { defaultRules } from './default-rules.ts'
import type {
  BlockedValue,
  IdentityRules,
  KeptApart,
  NamedIdentifier,
} from './identity-contract.ts'
import { PatternUnusable, ValueUnusable } from './refusals.ts'
import { rulebookOf, rulesChanged, storedRules } from './rule-store.ts'
import { type Identifier, idOf, patternOf } from './rulebook.ts'

export const nameOfActor = (actor: Actor) => `${actor.kind}:${actor.id}`

/** Sets the rules of the brand. They hold from the next batch of events on, not for what is past. */
export async function changeRules(work: Work, actor: Actor, rules: IdentityRules): Promise<void> {
  const before = await storedRules(work.tx)
  const known = new Set([...before.rules.blocked, ...defaultRules.blocked])
  for (const text of rules.blocked) if (!known.has(text)) checkPattern(text)
  await rulesChanged(work, nameOfActor(actor), rules)
  const names = Object.keys(rules) as (keyof IdentityRules)[]
  const changed = names.filter(
    (name) => JSON.stringify(before.rules[name]) !== JSON.stringify(rules[name]),
  )
  await audit(work, actor, 'customers/rules-changed', 'identity:rules', { changed })
}

/** What a careless pattern would take minutes over, and every event would be tried against it. */
const probes = [
  'a'.repeat(250),
  `${'a'.repeat(250)}!`,
  `${'0'.repeat(250)}!`,
  `${'a@'.repeat(120)} `,
  '-'.repeat(250),
]

/** A machine that is busy with other things is no reason to refuse one. */
const patience = 2000

function checkPattern(text: string): void {
  let pattern: RegExp | undefined
  try {
    pattern = patternOf(text)
  } catch {
    throw new PatternUnusable({ pattern: text, why: 'unreadable' })
  }
  if (!pattern) return
  try {
    runInNewContext(
      'for (const probe of probes) pattern.test(probe)',
      { pattern, probes },
      { timeout: patience },
    )
  } catch {
    throw new PatternUnusable({ pattern: text, why: 'slow' })
  }
}

export async function block(
  work: Work,
  actor: Actor,
  { kind, value, note }: NamedIdentifier & { note: string },
): Promise<void> {
  const usable = await usableForm(work.tx, { kind, value })
  await work.tx
    .insertInto('customers.blocked_value')
    .values({ ...usable, note, added_at: work.now, added_by: nameOfActor(actor) })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await rulesChanged(work, nameOfActor(actor))
  await audit(work, actor, 'customers/value-blocked', `identifier:${kind}`)
}

export async function unblock(work: Work, actor: Actor, one: NamedIdentifier): Promise<void> {
  await work.tx
    .deleteFrom('customers.blocked_value')
    .where('kind', '=', one.kind)
    .where('value', '=', one.value)
    .execute()
  await rulesChanged(work, nameOfActor(actor))
  await audit(work, actor, 'customers/value-unblocked', `identifier:${one.kind}`)
}

interface Pair {
  readonly one: NamedIdentifier
  readonly other: NamedIdentifier
}

export async function keepApart(
  work: Work,
  actor: Actor,
  { note, ...pair }: Pair & { note: string },
): Promise<void> {
  const one = await usableForm(work.tx, pair.one)
  const other = await usableForm(work.tx, pair.other)
  if (idOf(one) === idOf(other)) throw new ValueUnusable({ kind: one.kind })
  await insertPair(work, [one, other], nameOfActor(actor), note)
  await audit(work, actor, 'customers/kept-apart', `identifier:${one.kind}`, { with: other.kind })
}

/** One order for a pair, so that it stands there once. */
export async function insertPair(
  work: Work,
  pair: readonly [Identifier, Identifier],
  by: string,
  note: string,
): Promise<void> {
  const [one, other] = idOf(pair[0]) < idOf(pair[1]) ? pair : [pair[1], pair[0]]
  await work.tx
    .insertInto('customers.kept_apart')
    .values({
      ...{ kind: one.kind, value: one.value, other_kind: other.kind, other_value: other.value },
      ...{ note, added_at: work.now, added_by: by },
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await rulesChanged(work, by)
}

export async function letTogether(work: Work, actor: Actor, { one, other }: Pair): Promise<void> {
  await work.tx
    .deleteFrom('customers.kept_apart')
    .where('kind', '=', one.kind)
    .where('value', '=', one.value)
    .where('other_kind', '=', other.kind)
    .where('other_value', '=', other.value)
    .execute()
  await rulesChanged(work, nameOfActor(actor))
  await audit(work, actor, 'customers/let-together', `identifier:${one.kind}`, { with: other.kind })
}

async function usableForm(db: Db, { kind, value }: NamedIdentifier): Promise<Identifier> {
  const usable = (await rulebookOf(db)).normalise(kind, value)
  if (usable === undefined) throw new ValueUnusable({ kind })
  return { kind, value: usable }
}

export async function blockedValues(db: Db): Promise<BlockedValue[]> {
  const rows = await db
    .selectFrom('customers.blocked_value')
    .selectAll()
    .orderBy('added_at', 'desc')
    .limit(1000)
    .execute()
  return rows.map(({ kind, value, note, added_at, added_by }) => ({
    ...{ kind, value, note },
    ...{ addedAt: added_at.toISOString(), addedBy: added_by },
  }))
}

export async function pairsKeptApart(db: Db): Promise<KeptApart[]> {
  const rows = await db
    .selectFrom('customers.kept_apart')
    .selectAll()
    .orderBy('added_at', 'desc')
    .limit(1000)
    .execute()
  return rows.map((row) => ({
    one: { kind: row.kind, value: row.value },
    other: { kind: row.other_kind, value: row.other_value },
    note: row.note,
    ...{ addedAt: row.added_at.toISOString(), addedBy: row.added_by },
  }))
}
