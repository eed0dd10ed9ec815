import { sql } from 'kysely'
import type { InboxEvent } from '../server/src/modules/thread/events.ts'
import { putInInbox } from '../server/src/modules/thread/index.ts'
import type { BenchHouse } from './house.ts'

/** A history of so many people who did so much, up to a moment. */
export interface History {
  readonly customers: number
  readonly events: number
  readonly days: number
  readonly until: Date
}

const day = 86_400_000
const chunk = 250_000

/**
 * Writes what the line would have made of a history, without the line: people who signed in and, six of
 * ten, agreed to mails, and who then came by at random, in the order of time, with chance made of the
 * number of each event. What they did is told by `retell`, so that it can be woven, too.
 */
export async function fillHistory({ db }: BenchHouse, history: History): Promise<void> {
  const { customers, events, days, until } = history
  const begun = until.getTime() - days * day
  const step = (days * day) / events / 1000
  const time = sql`${new Date(begun)}::timestamptz + n * ${step}::float8 * interval '1 second'`
  const id = (of: ReturnType<typeof sql>) => sql`
    ('01900000-0000-7000-8000-' || lpad(to_hex((${of})::bigint), 12, '0'))::uuid`
  await sql`
    insert into customers.customer (customer_id, final_id, created_at, first_seen_at, last_seen_at,
      traits, trait_times, language, time_zone, merges)
    select ${id(sql`n`)}, ${id(sql`n`)}, ${time}, ${time}, ${time}, '{}', '{}', 'fr', 'Europe/Paris', 0
    from generate_series(0, ${customers - 1}::int) as n`.execute(db)
  await sql`
    insert into customers.identifier (customer_id, kind, value, added_at, event_id, origin_id)
    select ${id(sql`n`)}, 'email', 'c' || n || '@mail.example', ${time}, gen_random_uuid(), ${id(sql`n`)}
    from generate_series(0, ${customers - 1}::int) as n`.execute(db)
  for (let from = 0; from < events; from += chunk) {
    const to = Math.min(events, from + chunk) - 1
    await sql`
      insert into thread.event (customer_id, at, id, position, type, name, channel, received_at,
        message_id, historical, properties, context)
      select ${id(sql`who`)}, at, ('01910000-0000-7000-9000-' || lpad(to_hex(n), 12, '0'))::uuid, n + 1,
        case when n < ${customers} then 'identify' else 'track' end,
        case when n < ${customers} then 'Identified'
          when n < ${customers * 2} then case when who % 10 < 6 then 'Consent Given' else 'Newsletter Seen' end
          when chance < 45 then 'Page Viewed' when chance < 80 then 'Product Viewed'
          when chance < 91 then 'Product Added' when chance < 94 then 'Order Completed'
          else 'Product List Viewed' end,
        'web', at, 'm' || n, false,
        case when n < ${customers} then json_build_object('email', 'c' || who || '@mail.example')
          when n < ${customers * 2} then json_build_object('purpose', 'marketing', 'channel', 'email',
            'wording', 'newsletter-2', 'language', 'fr')
          else json_build_object('cart_id', 'cart-' || who || '-' || (n / ${Math.ceil(events / 12)}),
            'order_id', 'o' || n, 'product_id', 'p' || n % 997, 'sku', 'sku-' || n % 997,
            'name', 'Rouge Garance ' || n % 997, 'price', 10 + n % 40, 'quantity', 1,
            'revenue', 10 + n % 90, 'currency', 'EUR', 'url', 'https://shop.example/p/' || n % 997) end,
        '{"locale":"fr-FR","userAgent":"Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0"}'
      from (
        select n, ${time} as at,
          case when n < ${customers * 2} then n % ${customers}
            else abs(hashint8(n)) % ${customers} end as who,
          abs(hashint8(n * 31 + 7)) % 100 as chance
        from generate_series(${from}::bigint, ${to}::bigint) as n
      ) as drawn`.execute(db)
  }
  await sql`
    insert into consent.decision (customer_id, id, purpose, channel, decision, at, recorded_at,
      wording_id, source_kind)
    select customer_id, id, 'marketing', 'email', 'given', at, received_at,
      (select id from consent.wording where version = 'newsletter-2' and purpose = 'marketing'
        and channel = 'email' and language = 'fr'), 'web'
    from thread.event where name = 'Consent Given'`.execute(db)
  await sql`update thread.weaver set position = ${events}`.execute(db)
  await sql`vacuum analyze thread.event, customers.customer, customers.identifier, consent.decision`.execute(
    db,
  )
}

/** Tells the events of a history that lies in the tables to the line, as sources would have. */
export async function retell({ db, inWork }: BenchHouse): Promise<void> {
  const rows = await db
    .selectFrom('thread.event')
    .select(['id', 'customer_id', 'type', 'name', 'at', 'received_at', 'message_id'])
    .select(['properties', 'context'])
    .orderBy('position')
    .execute()
  await emptyHistory({ db })
  await inWork((work) =>
    putInInbox(
      work,
      rows.map(
        ({ id, customer_id, type, name, at, received_at, message_id, properties, context }) =>
          ({
            ...{ id, sourceId: null, messageId: message_id, type, name, userId: customer_id },
            ...{ at: at.getTime(), receivedAt: received_at.getTime(), channel: 'web', context },
            ...(type === 'identify' ? { traits: properties, properties: {} } : { properties }),
          }) as InboxEvent,
      ),
    ),
  )
}

export async function emptyHistory({ db }: Pick<BenchHouse, 'db'>): Promise<void> {
  await sql`truncate customers.customer, customers.identity, customers.identifier, customers.finding,
    customers.habits, customers.word, thread.event, thread.inbox, thread.seen, consent.decision,
    consent.standing, insight.sale, audiences.tally, audiences.standing, audiences.member,
    journeys.run, messages.message`.execute(db)
  await sql`update thread.weaver set position = 0`.execute(db)
  await sql`update thread.consumer set position = 0`.execute(db)
}
