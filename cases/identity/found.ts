import { sql } from 'kysely'
import type { Product } from '../product.ts'
import { ofConsent } from './steps.ts'

/** A person as the product has them in the end. */
export interface FoundPerson {
  readonly id: string
  readonly ids: readonly string[]
  readonly traits: Readonly<Record<string, unknown>>
  readonly consent: Readonly<Record<string, string>>
  readonly events: number
  readonly visits: number
}

export interface Found {
  readonly people: readonly FoundPerson[]
  /** Message ids of kept events, with the id each was woven to and who that is now. */
  readonly events: ReadonlyMap<
    string,
    { readonly side: string | null; readonly person: string | null }
  >
  readonly warnings: ReadonlySet<string>
  readonly merges: number
}

export async function lookAround({ db }: Product): Promise<Found> {
  const { rows: people } = await sql<{
    id: string
    traits: Record<string, unknown>
    ids: string[] | null
    visits: number
  }>`
    select customer_id as id, traits,
      (select array_agg(kind || ':' || value) from customers.identifier
       where identifier.customer_id = customer.customer_id) as ids,
      coalesce((select total from audiences.tally where tally.customer_id = customer.customer_id
        and event = 'Visit' and filter = ''), 0) as visits
    from customers.customer where customer_id = final_id`.execute(db)
  const { rows: woven } = await sql<{ message: string; side: string }>`
    select message_id as message, customer_id as side from thread.event
    where type <> 'fact'`.execute(db)
  const { rows: finals } = await sql<{ id: string; person: string }>`
    select customer_id as id, final_id as person from customers.customer`.execute(db)
  const { rows: unknown } = await sql<{ message: string }>`
    select message_id as message from thread.unidentified`.execute(db)
  const personOf = new Map(finals.map(({ id, person }) => [id, person]))
  const events = [
    ...woven.map((row) => ({ ...row, person: personOf.get(row.side) ?? null })),
    ...unknown.map((row) => ({ ...row, side: null, person: null })),
  ]
  const { rows: standings } = await sql<{ id: string; channel: string; decision: string }>`
    select customer_id as id, channel, decision from consent.standing
    where purpose = 'marketing'`.execute(db)
  const { rows: codes } = await sql<{ code: string }>`
    select distinct code from customers.warning`.execute(db)
  const { rows: merges } = await sql<{ n: number }>`
    select count(*)::int as n from customers.merge where undone_at is null`.execute(db)
  const kept = events.filter(({ message }) => !message.startsWith(ofConsent))
  return {
    people: people.map(({ id, traits, ids, visits }) => ({
      ...{ id, traits, visits, ids: ids ?? [] },
      consent: Object.fromEntries(
        standings
          .filter((one) => one.id === id)
          .map(({ channel, decision }) => [channel, decision === 'given' ? 'granted' : 'denied']),
      ),
      events: kept.filter(({ person }) => person === id).length,
    })),
    events: new Map(kept.map(({ message, side, person }) => [message, { side, person }])),
    warnings: new Set(codes.map(({ code }) => code)),
    merges: merges[0]?.n ?? 0,
  }
}
