import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import { finalIds } from '../customers/index.ts'
import { type Consumer, nobody, type WeaveHook, type WovenEvent } from '../thread/events.ts'
import { countParted, noteParted } from './parted.ts'
import { noChanges } from './rollup.ts'
import { enterSales, moveSales } from './sale-book.ts'
import { isSale, saleNames, saleOf } from './trade.ts'
import { enterVisits, moveVisits } from './visit-book.ts'
import { isActivity, moment } from './visits.ts'
import { writeRollups } from './write-rollups.ts'

/** Keeps the figures: reads the thread and changes the roll-ups in the transaction of its cursor. */
export const figuresConsumer: Consumer = { name: 'insight.figures', handle: count }

/** Sales of nobody (an invoice without a customer) count as sales, and as nothing else. */
export const nobodysConsumer: Consumer = {
  name: 'insight.figures-of-nobody',
  of: 'nobody',
  names: async () => saleNames,
  handle: async ({ tx }, events) => {
    const changes = noChanges()
    const sales = events.filter(isSale).map((event) => saleOf(event, nobody))
    await enterSales(tx, sales, changes)
    await writeRollups(tx, changes)
  },
}

/**
 * Notes merges for the consumer, which lags behind the weaver: an event of the absorbed customer may
 * still be counted under its old id after the merge, and the note is read after that.
 */
export const mergesHook: WeaveHook = {
  name: 'insight.merges',
  weave: async ({ tx }, { merges, unmerges }) => {
    await noteParted(tx, unmerges)
    if (merges.length === 0) return undefined
    await sql`
      insert into insight.merged (from_id, into_id)
      select distinct on (from_id) *
      from unnest(
        ${merges.map(({ from }) => from)}::uuid[], ${merges.map(({ into }) => into)}::uuid[]
      ) as merge (from_id, into_id)
      on conflict (from_id) do update set into_id = excluded.into_id`.execute(tx)
    return undefined
  },
}

async function count(work: Work, events: readonly WovenEvent[]): Promise<void> {
  const { tx } = work
  const changes = noChanges()
  const finals = await mergesToFollow(work)
  if (finals.size > 0) {
    await moveVisits(tx, finals, changes)
    await moveSales(tx, finals, changes)
  }
  await countParted(tx, events[0]?.position ?? 0, changes)
  const telling = events.filter((event) => isSale(event) || isActivity(event))
  const people = await finalIdsOf(work, telling)
  const personOf = ({ customerId }: WovenEvent) => people.get(customerId) ?? customerId
  const moments = telling.filter(isActivity).map((event) => moment(event, personOf(event)))
  const sales = telling.filter(isSale).map((event) => saleOf(event, personOf(event)))
  await enterVisits(tx, moments, changes)
  await enterSales(tx, sales, changes)
  await writeRollups(tx, changes)
}

/** Whom the figures of absorbed customers go to; asked once, since the notes are taken away. */
async function mergesToFollow({ tx }: Work): Promise<Map<string, string>> {
  const { rows } = await sql<{ from_id: string }>`
    delete from insight.merged returning from_id`.execute(tx)
  if (rows.length === 0) return new Map()
  const finals = await finalIds(
    tx,
    rows.map((row) => row.from_id),
  )
  return new Map([...finals].filter(([from, into]) => from !== into))
}

async function finalIdsOf({ tx }: Work, events: readonly WovenEvent[]) {
  const ids = new Set(events.map(({ customerId }) => customerId))
  return ids.size === 0 ? new Map<string, string>() : finalIds(tx, [...ids])
}
