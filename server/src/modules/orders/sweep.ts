import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import type { Loop } from '../../kernel/loops.ts'
import type { InWork } from '../../kernel/work.ts'
import { giveUpWaiting } from './cancel.ts'
import { lapseChange } from './changes.ts'
import { isOpen } from './goods.ts'
import { letterTo, namesOf } from './letters.ts'
import { refuseOrder } from './refuse.ts'
import { changeFulfilment, fulfilmentsOf, keyOf, lockOrder, type OrderKey } from './rows.ts'

const portion = 50

interface SweepParts {
  readonly db: Db
  readonly inWork: InWork
  readonly now: () => Date
}

/**
 * Ends what time ends: orders that were not paid, goods that nobody came for, and reminds of the rest.
 * What a crash left behind is one of these, too: nothing waits for ever. Each in a transaction of its own,
 * under the order's lock, where it is looked at again.
 */
export const sweepLoop = (parts: SweepParts): Loop => ({
  name: 'orders/sweep',
  wakeOn: [],
  nextAt: nextEndAt,
  untold: true,
  run: async () => {
    const unpaid = await endUnpaid(parts)
    const left = await endUncollected(parts)
    const lapsed = await endChanges(parts)
    const reminded = await remind(parts)
    return unpaid + left + lapsed + reminded > 0
  },
})

async function nextEndAt(db: Db): Promise<Date | undefined> {
  const { rows } = await sql<{ at: Date | null }>`
    select least(
      (select min(expires_at) from orders."order"),
      (select min(expires_at) from orders.fulfilment),
      (select min(expires_at) from orders.change where state = 'open'),
      (select min(remind_at) from orders.fulfilment)) as at`.execute(db)
  return rows[0]?.at ?? undefined
}

async function endUnpaid({ db, inWork, now }: SweepParts): Promise<number> {
  const rows = await db
    .selectFrom('orders.order')
    .select(['customer_id as customerId', 'id as orderId'])
    .where('expires_at', '<=', now())
    .orderBy('expires_at')
    .limit(portion)
    .execute()
  let ended = 0
  for (const key of rows) {
    const one = await inWork(async (work) => {
      const order = await lockOrder(work, key)
      if (order.state !== 'pending' || !order.expires_at || order.expires_at > work.now)
        return false
      await refuseOrder(work, order, 'payment-timeout')
      return true
    })
    if (one) ended++
  }
  return ended
}

async function endUncollected({ db, inWork, now }: SweepParts): Promise<number> {
  const rows = await db
    .selectFrom('orders.fulfilment')
    .select(['customer_id', 'order_id'])
    .where('expires_at', '<=', now())
    .orderBy('expires_at')
    .limit(portion)
    .execute()
  const keys = new Map<string, OrderKey>(
    rows.map((row) => [row.order_id, { customerId: row.customer_id, orderId: row.order_id }]),
  )
  let ended = 0
  for (const key of keys.values()) {
    if (await inWork((work) => giveUpWaiting(work, key))) ended++
  }
  return ended
}

async function endChanges({ db, inWork, now }: SweepParts): Promise<number> {
  const rows = await db
    .selectFrom('orders.change')
    .select(['customer_id as customerId', 'order_id as orderId'])
    .where('state', '=', 'open')
    .where('expires_at', '<=', now())
    .orderBy('expires_at')
    .limit(portion)
    .execute()
  let ended = 0
  for (const key of rows) if (await inWork((work) => lapseChange(work, key))) ended++
  return ended
}

async function remind({ db, inWork, now }: SweepParts): Promise<number> {
  const rows = await db
    .selectFrom('orders.fulfilment')
    .select(['customer_id', 'order_id', 'id'])
    .where('remind_at', '<=', now())
    .orderBy('remind_at')
    .limit(portion)
    .execute()
  for (const { customer_id, order_id, id } of rows) {
    await inWork(async (work) => {
      const order = await lockOrder(work, { customerId: customer_id, orderId: order_id })
      await changeFulfilment(work, { customer_id, id }, { remind_at: null })
      if (order.state !== 'confirmed') return
      const parcels = await fulfilmentsOf(work.tx, keyOf(order))
      await letterTo(work, order, 'order-reminder', namesOf(parcels.filter(isOpen)))
    })
  }
  return rows.length
}
