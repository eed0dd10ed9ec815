import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Loop } from '../../kernel/loops.ts'
import type { InWork, Work } from '../../kernel/work.ts'
import { peopleAfter } from '../customers/index.ts'
import type { Profile } from '../thread/events.ts'
import { DefinitionReader, type Definitions } from './definitions.ts'
import { isPrefix } from './engine/occurrence.ts'
import { isTruncatedFor, nothingYet, type TallyKind } from './engine/tally.ts'
import type { LiveAudience } from './live-audience.ts'
import { lookAt } from './look.ts'
import { applyChanges } from './membership.ts'
import { countedLater, recount } from './recount.ts'
import { Share } from './share.ts'
import { writeSize } from './sizes/snapshot.ts'
import { standingsChanged, standingsOf } from './standing.ts'
import { switchOff } from './switch-off.ts'
import { talliesOf } from './tallies.ts'
import { definitionsChanged, takeTurn } from './turn.ts'

/** What takes some ten milliseconds where nothing else runs: less where events are read, and counted again. */
const portion = 200
const portionRead = 75
const portionCounted = 50

/** There are audiences to build. */
export const building = 'audiences.building'

/**
 * Goes through all customers in the order of their ids, a portion in each turn. The audience covers
 * those gone through: for them the weaver and the clock keep it from then on; the others are left to
 * the building. So nobody is missed and nobody's change overwritten, whatever happens meanwhile; and
 * a worker that dies leaves the next to go on where it was, since how far it has come is a row.
 */
export function buildingLoop(inWork: InWork): Loop {
  const reader = new DefinitionReader()
  let share: Share | undefined
  return {
    name: 'audiences/building',
    wakeOn: [building],
    run: async () => {
      if (!share && !(await inWork(whatToBuild))) return false
      const own = share ?? new Share()
      const asked = performance.now()
      let had = asked
      const more = await inWork(async (work) => {
        const turn = await takeTurn(work)
        had = performance.now()
        return buildPortion(work, turn, reader, own)
      })
      share = more ? own : undefined
      const restMs = own.after({ waitedMs: had - asked, heldMs: performance.now() - had })
      if (restMs > 0) await pause(restMs)
      return true
    },
  }
}

/** Whether there is any, found out without a turn; of those that begin it is estimated how many customers lie before them. */
async function whatToBuild({ tx }: Work): Promise<boolean> {
  const rows = await tx
    .selectFrom('audiences.audience')
    .select(['id', 'built_to'])
    .where('state', '=', 'building')
    .execute()
  const begin = rows.filter(({ built_to }) => !built_to).map(({ id }) => id)
  if (begin.length > 0) {
    await sql`
      update audiences.audience set to_build = (select count(*) from audiences.standing)
      where id = any(${begin}::uuid[]) and state = 'building' and built_to is null`.execute(tx)
  }
  return rows.length > 0
}

/**
 * Looks at the next customers, in a turn that was taken, for the audience that was drawn first and for all
 * that are as far, as those of a brand that begins: reading the customers is what takes long. Says whether there
 * are more.
 */
export async function buildPortion(
  work: Work,
  turn: string,
  reader: DefinitionReader,
  share: Pick<Share, 'size'>,
): Promise<boolean> {
  const definitions = await reader.read(work.tx, turn)
  await switchOff(work, definitions.broken)
  const first = definitions.audiences.find(({ upTo }) => upTo !== undefined)
  if (!first) return false

  const built = definitions.audiences.filter(({ upTo }) => upTo === first.upTo)
  const kinds = countedLater(definitions, built)
  const isRead = built.some(({ compiled }) => compiled.history.length > 0)
  const size = share.size(kinds.length > 0 ? portionCounted : isRead ? portionRead : portion)
  const people = await peopleAfter(work.tx, first.upTo || undefined, size)
  const profiles = new Map(people.map((person) => [person.customerId, person]))
  await countForgotten(work, kinds, profiles)
  const failed = await coverThem(work, definitions, built, profiles)
  const last = people.at(-1)
  const more = people.length === size
  const ids = built.map(({ id }) => id)
  await work.tx
    .updateTable('audiences.audience')
    .set((row) => ({
      built: row('built', '+', people.length),
      // Who became a customer meanwhile is built, too.
      to_build: sql<number>`greatest(to_build, built + ${people.length})`,
      ...(more && last ? { built_to: last.customerId } : { built_to: null, state: 'live' }),
    }))
    .where('id', 'in', ids)
    .execute()
  if (!more) {
    for (const id of ids) await writeSize(work, id)
    await definitionsChanged(work)
  }
  await switchOff(work, failed)
  return more
}

/** Counts on the thread what these audiences need and nobody needed before. */
async function countForgotten(
  work: Work,
  kinds: readonly TallyKind[],
  profiles: ReadonlyMap<string, Profile>,
): Promise<void> {
  if (kinds.length === 0) return
  const ids = [...profiles.keys()]
  const all = ids.flatMap((customerId) =>
    kinds.map(({ event }) => ({ customerId, event, filter: '' })),
  )
  const known = await talliesOf(work.tx, all)
  const lacking = ids.filter((id) =>
    kinds.some(({ event, filter, keep }) => {
      // Of events of many names nothing is counted before somebody asks.
      if (isPrefix(event)) return true
      const tally = known.get(id)?.get(event) ?? nothingYet
      return filter ? tally.total > 0 : isTruncatedFor(tally, keep)
    }),
  )
  await recount(work.tx, lacking, kinds)
}

/**
 * Decides for these customers, whom the audiences cover from now on. Nothing happened to them, so the
 * thread is told nothing. One whom audiences did not know is looked at by all of them.
 */
async function coverThem(
  work: Work,
  definitions: Definitions,
  built: readonly LiveAudience[],
  profiles: ReadonlyMap<string, Profile>,
) {
  const ids = [...profiles.keys()]
  const standings = await standingsOf(work.tx, ids)
  const everywhere = built.map((audience) => ({ ...audience, upTo: undefined }))
  const all = [...everywhere, ...definitions.audiences.filter((other) => !built.includes(other))]
  const looks = new Map(ids.map((id) => [id, standings.has(id) ? everywhere : all]))
  const { changes, failed } = await lookAt(work, looks, profiles, standings)
  await applyChanges(
    work,
    changes.map((change) => ({
      ...change,
      until: Math.min(change.until, change.before?.until ?? change.until),
    })),
  )
  await standingsChanged(work)
  return failed
}
