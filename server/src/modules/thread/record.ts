import { sql } from 'kysely'
import { prepared } from '../../kernel/database.ts'
import { notify } from '../../kernel/signals.ts'
import { statement } from '../../kernel/statement.ts'
import type { Work } from '../../kernel/work.ts'
import type { Properties } from './contract.ts'
import type { Fact, InboxEvent } from './events.ts'
import { rowsOf } from './inbox.ts'
import { inboxFact } from './weave.ts'

/**
 * Records what a module did for its customers, in the module's own transaction: the fact reaches the
 * thread if, and only if, the change happens. Returns the ids of the events that they will be.
 */
export async function record(work: Work, facts: Fact | readonly Fact[]): Promise<string[]> {
  const { ids, recorded } = recording(work, facts)
  await recorded
  return ids
}

/** The same, for who writes more together with it: the ids are known before it is done. */
export function recording(work: Work, facts: Fact | readonly Fact[]) {
  const list: readonly Fact[] = Array.isArray(facts) ? facts : [facts as Fact]
  const events = list.map((fact) => inboxFact(work, fact))
  return { ids: events.map(({ id }) => id), recorded: putInInbox(work, events) }
}

/** Traits of a customer, as a module has come to know them. */
export interface Saying {
  readonly customerId: string
  /** `null` takes one back. */
  readonly traits: Properties
  readonly channel: Fact['channel']
  readonly context?: Properties
}

/** Says something of customers on their threads, in the module's own transaction: their traits change. */
export async function say(work: Work, sayings: readonly Saying[]): Promise<void> {
  await putInInbox(
    work,
    sayings.map(({ traits, ...rest }) => ({
      ...inboxFact(work, { ...rest, name: 'Identified' }),
      ...{ type: 'identify' as const, traits },
    })),
  )
}

/** Puts events into the inbox within a transaction: facts, and portions of an import. */
export async function putInInbox(work: Work, events: readonly InboxEvent[]): Promise<void> {
  if (events.length === 0) return
  const [counts, bodies] = rowsOf(events.map((event) => JSON.stringify(event)))
  await putting(work.tx, { counts, bodies })
}

const putting = statement(
  (_, { counts, bodies }: { counts: readonly number[]; bodies: readonly string[] }) =>
    sql`${prepared}
      with waiting as (
        insert into thread.inbox (events, body)
        select * from unnest(${counts}::int[], ${bodies}::text[])
      )
      select ${notify('thread.inbox')}`,
)
