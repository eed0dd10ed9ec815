import { type Insertable, type Selectable, sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import { type Database, type Db, prepared } from '../../kernel/database.ts'
import { statement } from '../../kernel/statement.ts'
import type { Work } from '../../kernel/work.ts'
import { OrderNotFound } from './refusals.ts'
import type { FulfilmentTable, OrderLineTable, OrderTable, ReturnTable } from './tables.ts'

export type OrderRow = Selectable<OrderTable>
export type OrderLineRow = Selectable<OrderLineTable>
export type FulfilmentRow = Selectable<FulfilmentTable> & {
  readonly lines: readonly { readonly lineId: string; readonly quantity: number }[]
}
export type ReturnRow = Selectable<ReturnTable>

/** Which order: they live with the customer as whom it was placed. */
export interface OrderKey {
  readonly customerId: string
  readonly orderId: string
}

export const keyOf = ({ customer_id, id }: Pick<OrderRow, 'customer_id' | 'id'>): OrderKey => ({
  customerId: customer_id,
  orderId: id,
})

/** An order under its lock: whatever is done to it is done by one at a time. */
export async function lockOrder(work: Work, key: OrderKey): Promise<OrderRow> {
  const order = await lockIfThere(work, key)
  if (!order) throw new OrderNotFound({ order: key.orderId })
  return order
}

const lockedOrder = statement((db, { customerId, orderId }: OrderKey) =>
  db
    .selectFrom('orders.order')
    .modifyFront(prepared)
    .selectAll()
    .where('customer_id', '=', customerId)
    .where('id', '=', orderId)
    .forUpdate(),
)

export const lockIfThere = async ({ tx }: Work, key: OrderKey): Promise<OrderRow | undefined> =>
  (await lockedOrder(tx, key))[0]

/** Where an order is that is only known by its id. */
export async function keyById(db: Db, orderId: string): Promise<OrderKey> {
  const row = await db
    .selectFrom('orders.order')
    .select('customer_id')
    .where('id', '=', orderId)
    .executeTakeFirst()
  if (!row) throw new OrderNotFound({ order: orderId })
  return { customerId: row.customer_id, orderId }
}

export const linesOf: (db: Db, key: OrderKey) => Promise<OrderLineRow[]> = statement(
  (db, { customerId, orderId }: OrderKey) =>
    db
      .selectFrom('orders.line')
      .modifyFront(prepared)
      .selectAll()
      .where('customer_id', '=', customerId)
      .where('order_id', '=', orderId)
      .orderBy('position'),
)

export const fulfilmentsOf: (db: Db, key: OrderKey) => Promise<FulfilmentRow[]> = statement(
  (db, { customerId, orderId }: OrderKey) =>
    db
      .selectFrom('orders.fulfilment')
      .modifyFront(prepared)
      .selectAll()
      .select(({ selectFrom }) =>
        jsonArrayFrom(
          selectFrom('orders.fulfilment_line as held')
            .select(['held.line_id as lineId', 'held.quantity'])
            .whereRef('held.customer_id', '=', 'orders.fulfilment.customer_id')
            .whereRef('held.fulfilment_id', '=', 'orders.fulfilment.id'),
        ).as('lines'),
      )
      .where('customer_id', '=', customerId)
      .where('order_id', '=', orderId)
      .orderBy('created_at')
      .orderBy('id'),
)

type NewStep = Insertable<Database['orders.step']>

/** Writes down what happened to an order, and who did it. */
export async function note(
  work: Work,
  order: Pick<OrderRow, 'customer_id' | 'id'>,
  step: { readonly what: string; readonly by: string; readonly details?: Record<string, unknown> },
): Promise<void> {
  await addStep(work.tx, {
    ...{ customer_id: order.customer_id, id: work.newId(), order_id: order.id, at: work.now },
    ...{ what: step.what, by: step.by, details: JSON.stringify(step.details ?? {}) },
  })
}

const addStep = statement((db, { customer_id, id, order_id, at, what, by, details }: NewStep) =>
  db
    .insertInto('orders.step')
    .values({ customer_id, id, order_id, at, what, by, details })
    .modifyEnd(prepared),
)

export async function changeOrder(
  { tx }: Work,
  order: Pick<OrderRow, 'customer_id' | 'id'>,
  change: Partial<Pick<OrderRow, 'state' | 'reason' | 'confirmed_at' | 'ended_at' | 'expires_at'>>,
): Promise<void> {
  await tx
    .updateTable('orders.order')
    .set(change)
    .where('customer_id', '=', order.customer_id)
    .where('id', '=', order.id)
    .modifyEnd(prepared)
    .execute()
}

/** What an order costs from now on, since something of it has changed; gives it as it is then. */
export async function chargeOtherwise(
  { tx }: Work,
  order: OrderRow,
  charged: OrderRow['charged'],
): Promise<OrderRow> {
  const { gross } = charged
  await tx
    .updateTable('orders.order')
    .set({ charged: JSON.stringify(charged), gross, revision: sql<number>`revision + 1` })
    .where('customer_id', '=', order.customer_id)
    .where('id', '=', order.id)
    .execute()
  return { ...order, charged, gross }
}

export async function changeFulfilment(
  { tx }: Work,
  fulfilment: Pick<FulfilmentRow, 'customer_id' | 'id'>,
  change: Partial<Selectable<FulfilmentTable>> & { routing?: never },
): Promise<void> {
  await tx
    .updateTable('orders.fulfilment')
    .set(change)
    .where('customer_id', '=', fulfilment.customer_id)
    .where('id', '=', fulfilment.id)
    .modifyEnd(prepared)
    .execute()
}
