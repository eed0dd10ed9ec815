import type { Db } from '../../kernel/database.ts'
import type { WovenEvent } from '../thread/events.ts'
import { eventsOf, sources } from '../thread/index.ts'
import { threadIds } from './people.ts'
import type { Saying, TraitHistory } from './profile-contract.ts'
import { CustomerNotFound } from './refusals.ts'

const mostSayings = 50

interface Histories {
  readonly customerId: string
  readonly histories: TraitHistory[]
}

/**
 * Every trait of a person with what was said of it, when and by which source: read from their thread,
 * so that a merge brings both histories together, an un-merge parts them, and an erasure leaves none.
 */
export async function traitHistories(db: Db, id: string): Promise<Histories> {
  const ids = await threadIds(db, id)
  const person = await db
    .selectFrom('customers.customer')
    .select(['customer_id', 'traits', 'trait_times'])
    .where('customer_id', '=', ids[0] ?? id)
    .executeTakeFirst()
  if (!person) throw new CustomerNotFound({ id })
  const named = new Map((await sources(db)).map((source) => [source.id, source.name]))
  const said = new Map<string, Saying[]>()
  for (const event of await eventsOf(db, ids, { names: ['Identified'] })) {
    if (event.type !== 'identify') continue
    for (const [name, value] of Object.entries(event.properties)) {
      const sayings = said.get(name) ?? []
      said.set(name, sayings)
      sayings.unshift(sayingOf(event, value, named))
    }
  }
  const names = new Set([...Object.keys(person.traits), ...said.keys()])
  const histories = [...names].sort().map((name) => ({
    name,
    ...(name in person.traits && { value: person.traits[name] }),
    at: momentOf(person.trait_times[name]),
    said: (said.get(name) ?? []).slice(0, mostSayings),
  }))
  return { customerId: person.customer_id, histories }
}

function sayingOf(event: WovenEvent, value: unknown, named: ReadonlyMap<string, string>): Saying {
  const { at, receivedAt, channel, sourceId, id } = event
  return {
    ...{ value, at: at.toISOString(), receivedAt: receivedAt.toISOString(), channel, sourceId },
    sourceName: (sourceId && named.get(sourceId)) ?? null,
    eventId: id,
  }
}

const momentOf = (time: number | undefined) =>
  time === undefined ? null : new Date(time).toISOString()
