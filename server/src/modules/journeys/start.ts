import type { Work } from '../../kernel/work.ts'
import { finalIds, findBy, findMany } from '../customers/index.ts'
import { record } from '../thread/index.ts'
import type { HandPick, StartRun } from './contract.ts'
import { offered } from './engine/plan.ts'
import type { Entry } from './entry-contract.ts'
import { JourneyClosed, JourneyNotFound, NobodyNamed, NotEnteredThisWay } from './refusals.ts'
import './tables.ts'

/** Lets a customer begin a journey because a program asks; by the journey's rule of re-entry. */
export async function startRun(
  work: Work,
  id: string,
  { customer, key, properties, idempotencyKey }: StartRun,
): Promise<{ customerId: string; eventId: string }> {
  await mustTake(work, id, ['api'])
  const customerId =
    'id' in customer
      ? (await finalIds(work.tx, [customer.id])).get(customer.id)
      : await findBy(work.tx, customer.kind, customer.value)
  if (customerId === undefined) {
    throw new NobodyNamed({ kind: 'id' in customer ? 'id' : customer.kind })
  }
  const [eventId = ''] = await record(work, {
    ...{ customerId, name: offered, channel: 'api' },
    properties: { journeyId: id, by: 'api', properties, ...(key !== undefined && { key }) },
    ...(idempotencyKey && { messageId: `journey ${id} ${idempotencyKey}` }),
  })
  return { customerId, eventId }
}

/** Lets those begin whom people of the team picked. */
export async function pickPeople(
  work: Work,
  id: string,
  { by, values }: HandPick,
): Promise<{ picked: number; unknown: string[] }> {
  await mustTake(work, id, ['hand', 'api'])
  const named = await (by === 'id'
    ? finalIds(work.tx, values.filter(isId))
    : findMany(work.tx, by, values))
  const people = [...new Set(named.values())]
  await record(
    work,
    people.map((customerId) => ({
      ...{ customerId, name: offered, channel: 'api' as const },
      properties: { journeyId: id, by: 'hand' },
    })),
  )
  return { picked: people.length, unknown: values.filter((value) => !named.has(value)) }
}

const isId = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)

async function mustTake(work: Work, id: string, kinds: readonly Entry['kind'][]): Promise<void> {
  const journey = await work.tx
    .selectFrom('journeys.journey as journey')
    .leftJoin('journeys.version as version', 'version.id', 'journey.published_version_id')
    .select(['status', 'version.definition'])
    .where('journey.id', '=', id)
    .executeTakeFirst()
  if (!journey) throw new JourneyNotFound({ id })
  const { status, definition } = journey
  if (!definition || (status !== 'running' && status !== 'paused')) {
    throw new JourneyClosed({ id, status })
  }
  const entry = definition.entry.kind
  if (!kinds.includes(entry)) throw new NotEnteredThisWay({ id, entry })
}
