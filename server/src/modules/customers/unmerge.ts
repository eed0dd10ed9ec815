import type { Work } from '../../kernel/work.ts'
import type { InboxEvent, Unmerge } from '../thread/events.ts'
import { eventsOf } from '../thread/index.ts'
import { branchOf, type Joint } from './family.ts'
import type { PersonState } from './identity-contract.ts'
import { finalIds, type IdentifierOf, identifiersOfPerson, threadIds } from './people.ts'
import type { Likeness } from './portrait.ts'
import { type Heard, heardBefore, replay } from './replay.ts'
import { insertPair } from './rule-changes.ts'
import { rulebookOf } from './rule-store.ts'
import { idOf } from './rulebook.ts'
import { type Side, writeParted } from './write-parted.ts'

/**
 * Undoes one merge. Events never moved, and identifiers remember to which id they came, so what came to
 * the absorbed one, before the merge and since, is theirs again; what both look like is worked out anew
 * from their events.
 */
export async function undoMerge(
  work: Work,
  event: InboxEvent,
  earlier: readonly Heard[],
): Promise<{ unmerges?: readonly Unmerge[] }> {
  const { properties } = event
  const merge = await standingMerge(work, String(properties.mergeId), String(properties.keptId))
  const finalId = merge && (await finalIds(work.tx, [merge.kept])).get(merge.kept)
  if (!merge || !finalId) return {}
  const ids = await threadIds(work.tx, finalId)
  const others = (await mergesAmong(work, ids)).filter(({ id }) => id !== merge.id)
  const [restored, kept] = await sidesOf(work, { merge, finalId, ids, others, earlier })
  await writeParted(work, { event, mergeId: merge.id, keptId: merge.kept, kept, restored })
  if (properties.keepApart === true) await neverAgain(work, kept, restored, String(properties.by))
  const parted = { kept: kept.id, restored: restored.id, ids: restored.ids }
  return { unmerges: [{ ...parted, since: merge.at }] }
}

interface StandingMerge extends Joint {
  readonly at: Date
  readonly before: { readonly kept: PersonState; readonly absorbed: PersonState }
}

async function standingMerge({ tx }: Work, id: string, kept: string) {
  const row = await merges(tx)
    .select(['before', 'at'])
    .where('customer_id', '=', kept)
    .where('id', '=', id)
    .executeTakeFirst()
  return row as StandingMerge | undefined
}

const mergesAmong = ({ tx }: Work, ids: readonly string[]): Promise<Joint[]> =>
  merges(tx)
    .where('customer_id', 'in', [...ids])
    .orderBy('at')
    .orderBy('id')
    .execute()

const merges = (tx: Work['tx']) =>
  tx
    .selectFrom('customers.merge')
    .select(['id', 'customer_id as kept', 'absorbed_id as absorbed', 'forced'])
    .select('event_id as eventId')
    .where('undone_at', 'is', null)

async function sidesOf(
  work: Work,
  {
    merge,
    finalId,
    ids,
    others,
    earlier,
  }: {
    merge: StandingMerge
    finalId: string
    ids: readonly string[]
    others: readonly Joint[]
    earlier: readonly Heard[]
  },
): Promise<[Side, Side]> {
  // What this batch wove before the order is not on the thread yet.
  const here = earlier.filter(({ customerId }) => ids.includes(customerId))
  const heard = [...heardBefore(await eventsOf(work.tx, ids)), ...here]
  const likenesses = replay(heard, others)
  const told = new Set(heard.flatMap(({ traits }) => Object.keys(traits ?? {})))
  const identifiers = await identifiersOfPerson(work.tx, finalId)
  const restoredIds = new Set(branchOf(merge.absorbed, others))
  // What was theirs when they were absorbed is, also where its origin was not noted at the time.
  const theirs = new Set(merge.before.absorbed.identifiers)
  const isRestored = (one: IdentifierOf) => restoredIds.has(one.originId) || theirs.has(idOf(one))
  const side = (id: string, mine: (origin: string) => boolean, before: PersonState): Side => {
    const own = ids.filter(mine)
    return {
      id,
      ids: own,
      identifiers: identifiers.filter((one) => isRestored(one) === mine(merge.absorbed)),
      likeness: withUntold(likenesses.get(id), before, told),
      merges: others.filter(({ kept }) => mine(kept)).length,
    }
  }
  return [
    side(merge.absorbed, (origin) => restoredIds.has(origin), merge.before.absorbed),
    side(finalId, (origin) => !restoredIds.has(origin), merge.before.kept),
  ]
}

/** Traits that no event tells any more are as they were before the merge. */
function withUntold(
  likeness: Likeness | undefined,
  before: PersonState,
  told: ReadonlySet<string>,
): Likeness {
  const { traits, language, timeZone, firstSeenAt, lastSeenAt } = before
  const traitTimes = before.traitTimes as Record<string, number>
  if (!likeness) return { traits, traitTimes, language, timeZone, firstSeenAt, lastSeenAt }
  for (const [name, at] of Object.entries(traitTimes)) {
    if (told.has(name)) continue
    likeness.traitTimes[name] = at
    if (name in traits) likeness.traits[name] = traits[name]
  }
  return likeness
}

/** The most telling identifiers of the two: what holds both would be one person again. */
async function neverAgain(work: Work, kept: Side, restored: Side, by: string): Promise<void> {
  const rules = await rulebookOf(work.tx)
  const [one] = rules.order(kept.identifiers)
  const [other] = rules.order(restored.identifiers)
  if (!one || !other || idOf(one) === idOf(other)) return
  await insertPair(work, [one, other], by, '')
}
