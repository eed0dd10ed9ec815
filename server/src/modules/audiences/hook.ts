import { all, type Work } from '../../kernel/work.ts'
import type { Fact, HookOutcome, Merge, WeaveHook, WovenBatch } from '../thread/events.ts'
import { Additions } from './additions.ts'
import { DefinitionReader, type Definitions } from './definitions.ts'
import { type Decision, decide, type Standing } from './engine/decide.ts'
import { tallyKey } from './engine/tally.ts'
import { applyChanges, type Change, factsOf } from './membership.ts'
import { partTallies } from './parted.ts'
import { countedLater, recount } from './recount.ts'
import { restOf } from './rest.ts'
import { countMoves } from './sizes/count-moves.ts'
import { joinStandings, standingsOf, unknown } from './standing.ts'
import { stateOf, wantedBy } from './states.ts'
import { switchOff } from './switch-off.ts'
import { addToTallies, takeTallies } from './tallies.ts'
import { type Touch, touchedBy, touchesOf } from './touches.ts'
import { takeTurn } from './turn.ts'

/** Counts, and changes memberships, in the transaction that weaves. */
export function audiencesHooks(): WeaveHook[] {
  const reader = new DefinitionReader()
  const weave: WeaveHook['weave'] = async (work, batch) => {
    const merges = toLast(batch.merges)
    const touches = touchesOf({ ...batch, merges })
    if (touches.size === 0) return undefined
    return follow(work, reader, { ...batch, merges }, touches)
  }
  return [{ name: 'audiences', after: 'consent', weave }]
}

/** As many statements for a thousand events as for one. */
async function follow(
  work: Work,
  reader: DefinitionReader,
  { events, merges, unmerges, customers }: WovenBatch,
  touches: ReadonlyMap<string, Touch>,
): Promise<HookOutcome> {
  const known = [...touches.keys(), ...merges.map(({ from }) => from)]
  const counting = async (turn: Promise<string>) => {
    const definitions = await reader.read(work.tx, await turn)
    // Counted while PostgreSQL looks for where they stand.
    const additions = new Additions(definitions)
    for (const event of events) additions.count(event)
    return { definitions, additions }
  }
  // Asked behind the turn, so it holds until the commit.
  const [{ definitions, additions }, standings] = await all([
    counting(takeTurn(work)),
    standingsOf(work.tx, known),
  ])
  const parted = new Set(unmerges.flatMap(({ kept, restored }) => [kept, restored]))
  if (merges.length > 0) {
    await all([
      joinTallies(work, definitions, merges, additions, parted),
      joinStandings(work.tx, standings, merges),
    ])
  }
  if (parted.size > 0) await partTallies(work.tx, definitions, parted, standings)
  const looks = new Map(
    [...touches].map(([id, touch]) => [
      id,
      [...touchedBy(definitions, touch, additions.keysOf(id), standings.get(id))],
    ]),
  )
  const [tallies, rest] = await all([
    addToTallies(
      work.tx,
      additions.list,
      definitions.counted,
      wantedBy(withHistory(looks, standings), (id) => additions.keysOf(id)),
    ),
    restOf(work.tx, looks, events, (id) => standings.has(id)),
  ])

  const changes: Change[] = []
  const facts: Fact[] = []
  const failures = [...definitions.broken]
  for (const [customerId, audiences] of looks) {
    const before = standings.get(customerId)
    const state = stateOf(customerId, { profiles: customers, tallies, ...rest })
    const now = work.now.getTime()
    const decision = decide(audiences, customerId, state, before ?? unknown, now)
    const touch = touches.get(customerId) as Touch
    const change = { customerId, decision, before, until: untilWhen(decision, before, touch) }
    changes.push(change)
    facts.push(...factsOf(change, touch.historical))
    failures.push(...decision.failed)
  }
  const written = all([
    applyChanges(work, changes),
    countMoves(work, changes),
    switchOff(work, failures),
  ])
  return { facts, written }
}

/**
 * What two customers did is added up, save what an audience that is being built has counted for one of
 * them only: that is counted again. The thread does not hold this batch yet, which is added after.
 */
async function joinTallies(
  work: Work,
  definitions: Definitions,
  merges: readonly Merge[],
  additions: Additions,
  parted: ReadonlySet<string>,
): Promise<void> {
  const building = definitions.audiences.filter(({ upTo }) => upTo !== undefined)
  const kinds = countedLater(definitions, building)
  const recounted = new Set(kinds.map(({ key }) => key))
  for (const { customerId, event, filter, tally } of await takeTallies(work.tx, merges)) {
    if (parted.has(customerId)) continue
    if (!recounted.has(tallyKey({ event, filter }))) additions.add(customerId, event, filter, tally)
  }
  await recount(work.tx, [...new Set(merges.map(({ into }) => into))], kinds)
}

/** Nothing was ever counted for customers whom audiences do not know. */
const withHistory = <Look>(
  looks: ReadonlyMap<string, Look>,
  standings: ReadonlyMap<string, Standing>,
) => new Map([...looks].filter(([id]) => standings.has(id)))

/**
 * The moment to store. Whom only some audiences looked at keeps the moment of the others: it may be
 * too early by now, which costs one look too many.
 */
function untilWhen(decision: Decision, before: Standing | undefined, { merged }: Touch): number {
  if (!before || merged) return decision.until
  return Math.min(decision.until, before.until)
}

/** Within a batch a customer who absorbed another may be absorbed in turn. */
function toLast(merges: readonly Merge[]): Merge[] {
  const into = new Map(merges.map((merge) => [merge.from, merge.into]))
  const last = (id: string): string => {
    const next = into.get(id)
    return next === undefined ? id : last(next)
  }
  return merges.map(({ from, into: to }) => ({ from, into: last(to) }))
}
