import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Job } from '../../kernel/jobs.ts'
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
import { writeSize } from './sizes/snapshot.ts'
import { standingsChanged, standingsOf } from './standing.ts'
import { switchOff } from './switch-off.ts'
import { talliesOf } from './tallies.ts'
import { definitionsChanged, takeTurn } from './turn.ts'

const Building = z.object({ audienceId: z.uuid(), version: z.int() })
export const buildAudience = { name: 'audiences/build', payload: Building }

/** A weaver that waits for its turn is kept waiting for a portion at most: some ten milliseconds. */
const portion = 200
/** Customers whose events are read take longer, and more so where they are counted again. */
const portionRead = 75
const portionCounted = 25
const mostRestMs = 200

/**
 * Goes through all customers in the order of their ids, a portion in each turn. The audience covers
 * those gone through: for them the weaver and the clock keep it from then on; the others are left to
 * the building. So nobody is missed and nobody's change overwritten, whatever happens meanwhile; and
 * a worker that dies leaves the next to go on where it was.
 */
export function buildJob(inWork: InWork): Job<z.infer<typeof Building>> {
  const reader = new DefinitionReader()
  return {
    ...buildAudience,
    run: async (building) => {
      await inWork((work) => estimate(work, building.audienceId))
      for (let more = true; more; ) {
        const begun = performance.now()
        const waited = { ms: 0 }
        more = await inWork((work) => buildPortion(work, reader, building, waited))
        // Others want their turn: they get two for each of ours.
        if (waited.ms > 1) await pause(Math.min(mostRestMs, 2 * (performance.now() - begun)))
      }
    },
  }
}

async function estimate({ tx }: Work, audienceId: string): Promise<void> {
  await sql`
    update audiences.audience set to_build = (select count(*) from audiences.standing)
    where id = ${audienceId} and state = 'building'`.execute(tx)
}

/** Looks at the next customers, and says whether there may be more. */
export async function buildPortion(
  work: Work,
  reader: DefinitionReader,
  { audienceId, version }: z.infer<typeof Building>,
  waited = { ms: 0 },
): Promise<boolean> {
  const asked = performance.now()
  const turn = await takeTurn(work)
  waited.ms = performance.now() - asked
  const definitions = await reader.read(work.tx, turn)
  const audience = definitions.audiences.find(({ id }) => id === audienceId)
  const broken = definitions.broken.filter(({ id }) => id === audienceId)
  await switchOff(work, broken)
  const isNext = audience?.version === version && audience.upTo !== undefined
  if (!audience || !isNext || broken.length > 0) return false

  const kinds = countedLater(definitions, [audience])
  const unread = audience.compiled.history.length > 0 ? portionRead : portion
  const limit = kinds.length > 0 ? portionCounted : unread
  const people = await peopleAfter(work.tx, audience.upTo || undefined, limit)
  const profiles = new Map(people.map((person) => [person.customerId, person]))
  await countForgotten(work, kinds, profiles)
  const failed = await coverThem(work, definitions, audience, profiles)
  const last = people.at(-1)
  const more = people.length === limit && failed.length === 0
  await work.tx
    .updateTable('audiences.audience')
    .set((row) => ({
      built: row('built', '+', people.length),
      ...(more && last ? { built_to: last.customerId } : { built_to: null, state: 'live' }),
    }))
    .where('id', '=', audienceId)
    .execute()
  if (!more) {
    await writeSize(work, audienceId)
    await definitionsChanged(work)
  }
  await switchOff(work, failed)
  return more
}

/** Counts on the thread what this audience needs and nobody needed before. */
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
 * Decides for these customers, whom the audience covers from now on. Nothing happened to them, so the
 * thread is told nothing. One whom audiences did not know is looked at by all of them.
 */
async function coverThem(
  work: Work,
  definitions: Definitions,
  audience: LiveAudience,
  profiles: ReadonlyMap<string, Profile>,
) {
  const ids = [...profiles.keys()]
  const standings = await standingsOf(work.tx, ids)
  const everywhere = { ...audience, upTo: undefined }
  const others = definitions.audiences.filter(({ id }) => id !== audience.id)
  const looks = new Map(
    ids.map((id) => [id, standings.has(id) ? [everywhere] : [everywhere, ...others]]),
  )
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
