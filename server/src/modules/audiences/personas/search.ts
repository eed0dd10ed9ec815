import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../../../kernel/database.ts'
import type { Job } from '../../../kernel/jobs.ts'
import { addJob } from '../../../kernel/jobs.ts'
import type { InWork, Work } from '../../../kernel/work.ts'
import { peopleAfter } from '../../customers/index.ts'
import { type Actor, audit, brand } from '../../team/index.ts'
import { plainArray } from '../arrays.ts'
import { PersonaSearchRunning } from '../refusals.ts'
import { behavioursOf } from './behaviours.ts'
import type { NewPersonaSearch, PersonaFinding } from './contract.ts'
import type { Behaviour } from './features.ts'
import { groupOf, type Learned, leastOfEach } from './learn.ts'
import { learnBeside } from './learn-thread.ts'

const Searching = z.object({ searchId: z.uuid() })
const searchPersonas = { name: 'audiences/personas', payload: Searching }

const portion = 500
/** Centres are found with so many people by chance; the others are given to the nearest. */
const mostLearned = 8_000

/** Asks for personas to be found anew, as another version; those found before stay as they are. */
export async function askForPersonas(
  work: Work,
  actor: Pick<Actor, 'kind' | 'id'>,
  { wanted, days, seed }: NewPersonaSearch,
): Promise<string> {
  const { tx, now } = work
  await sql`lock table audiences.persona_search in share row exclusive mode`.execute(tx)
  const { running, last } = await tx
    .selectFrom('audiences.persona_search')
    .select(({ fn }) => [
      fn.max('version').as('last'),
      sql<boolean>`coalesce(bool_or(state = 'running'), false)`.as('running'),
    ])
    .executeTakeFirstOrThrow()
  if (running) throw new PersonaSearchRunning({})
  const id = work.newId()
  const version = (last ?? 0) + 1
  await tx
    .insertInto('audiences.persona_search')
    .values({
      ...{ id, version, state: 'running', reason: null, seed, wanted: wanted ?? null, days },
      ...{ finding: null, asked_by: `${actor.kind}:${actor.id}`, at: now, finished_at: null },
    })
    .execute()
  await addJob(tx, searchPersonas, { searchId: id })
  await audit(work, actor, 'audiences/personas-sought', `personas:${version}`, { days })
  return id
}

/** Finds personas. It reads outside of any turn, so nobody who weaves waits for it. */
export function personasJob(inWork: InWork): Job<z.infer<typeof Searching>> {
  const read = <Result>(task: (db: Db) => Promise<Result>) => inWork(({ tx }) => task(tx))
  return {
    ...searchPersonas,
    run: async ({ searchId }) => {
      const search = await read((db) => running(db, searchId))
      if (!search) return
      const { seed, days, at: now } = search
      const { currency } = await read(brand)
      const span = { now, days, currency }
      const people: Behaviour[] = []
      const share = await read(shareToLearn)
      for await (const ids of everybody(read)) {
        const some = ids.filter(isAmong(share))
        people.push(...(await read((db) => behavioursOf(db, some, span))))
      }
      if (people.length < 2 * leastOfEach) {
        await inWork((work) => fail(work, searchId, 'too-few'))
        return
      }
      const wanted = search.wanted ?? undefined
      const learned = await learnBeside({ people, seed, wanted }).catch((error: unknown) => error)
      if (!isLearned(learned)) {
        await inWork((work) => fail(work, searchId, String(learned)))
        return
      }
      const finding = { ...learned, currency, learned: people.length }
      const personas = await inWork((work) => begin(work, searchId, finding))
      const sizes = personas.map(() => 0)
      for await (const ids of everybody(read)) {
        const behaviours = await read((db) => behavioursOf(db, ids, span))
        const found = behaviours.map((one) => [one.customerId, groupOf(one, learned)] as const)
        for (const [, place] of found) sizes[place] = (sizes[place] ?? 0) + 1
        await inWork((work) => give(work, searchId, found, personas))
      }
      await inWork((work) => finish(work, searchId, personas, sizes))
    },
  }
}

const isLearned = (learned: unknown): learned is Learned =>
  typeof learned === 'object' && learned !== null && 'groups' in learned

const running = (db: Db, searchId: string) =>
  db
    .selectFrom('audiences.persona_search')
    .selectAll()
    .where('id', '=', searchId)
    .where('state', '=', 'running')
    .executeTakeFirst()

type Read = <Result>(task: (db: Db) => Promise<Result>) => Promise<Result>

/** All people, in portions, in the order of their ids. */
async function* everybody(read: Read): AsyncGenerator<string[]> {
  let last: string | undefined
  for (;;) {
    const people = await read((db) => peopleAfter(db, last, portion))
    if (people.length === 0) return
    last = people.at(-1)?.customerId
    yield people.map(({ customerId }) => customerId)
  }
}

async function shareToLearn(db: Db): Promise<number> {
  const { customers } = await db
    .selectFrom('audiences.standing')
    .select(({ fn }) => fn.countAll<number>().as('customers'))
    .executeTakeFirstOrThrow()
  return Math.min(1, mostLearned / Math.max(1, customers))
}

/** The last digits of an id are random: the same people, however often one asks. */
const isAmong = (share: number) => (id: string) =>
  Number.parseInt(id.slice(-6), 16) < share * 0x1000000

async function begin(
  work: Work,
  searchId: string,
  { groups, ...finding }: Learned & Pick<PersonaFinding, 'currency' | 'learned'>,
): Promise<string[]> {
  await work.tx
    .updateTable('audiences.persona_search')
    .set({ finding: JSON.stringify(finding) })
    .where('id', '=', searchId)
    .execute()
  // A worker that died left what it had found until then.
  await work.tx.deleteFrom('audiences.persona').where('search_id', '=', searchId).execute()
  const rows = groups.map(({ centre, marks }, place) => ({
    ...{ id: work.newId(), search_id: searchId, place, name: null, size: 0 },
    ...{ marks: JSON.stringify(marks), centre: JSON.stringify(centre) },
  }))
  await work.tx.insertInto('audiences.persona').values(rows).execute()
  return rows.map(({ id }) => id)
}

async function give(
  { tx }: Work,
  searchId: string,
  found: readonly (readonly [customerId: string, place: number])[],
  personas: readonly string[],
): Promise<void> {
  if (found.length === 0) return
  await sql`
    insert into audiences.persona_of (customer_id, search_id, persona_id)
    select customer_id, ${searchId}, persona_id
    from unnest(${plainArray(found.map(([id]) => id))}::uuid[],
      ${plainArray(found.map(([, place]) => personas[place] ?? ''))}::uuid[])
      as found (customer_id, persona_id)
    on conflict (customer_id, search_id) do update set persona_id = excluded.persona_id`.execute(tx)
}

async function finish(
  { tx, now }: Work,
  searchId: string,
  personas: readonly string[],
  sizes: readonly number[],
): Promise<void> {
  for (const [place, id] of personas.entries()) {
    const size = sizes[place] ?? 0
    await tx.updateTable('audiences.persona').set({ size }).where('id', '=', id).execute()
  }
  const customers = sizes.reduce((sum, size) => sum + size, 0)
  await tx
    .updateTable('audiences.persona_search')
    .set({ state: 'done', customers, finished_at: now })
    .where('id', '=', searchId)
    .execute()
}

async function fail({ tx, now }: Work, searchId: string, reason: string): Promise<void> {
  await tx
    .updateTable('audiences.persona_search')
    .set({ state: 'failed', reason: reason.slice(0, 300), finished_at: now })
    .where('id', '=', searchId)
    .execute()
}
