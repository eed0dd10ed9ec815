import { sql } from 'kysely'
import { type Db, prepared } from '../../kernel/database.ts'
import type { Loop } from '../../kernel/loops.ts'
import { notify } from '../../kernel/signals.ts'
import { statement } from '../../kernel/statement.ts'
import { all, type InWork, type Work } from '../../kernel/work.ts'
import type { HouseMails } from '../messages/index.ts'
import type { OrderRow } from './rows.ts'
import './tables.ts'

type OrderMail = Extract<Parameters<HouseMails['plan']>[1][number]['mail'], `order-${string}`>

/**
 * Notes in the transaction of what happened that the customer is to be written to. What the mail says is
 * read when it is planned; `extra` is what only this moment knows.
 */
export async function letterTo(
  work: Work,
  order: Pick<OrderRow, 'customer_id' | 'id'>,
  mail: OrderMail,
  extra: Readonly<Record<string, string>> = {},
): Promise<void> {
  const id = work.newId()
  await noting(work.tx, {
    ...{ customerId: order.customer_id, orderId: order.id, id, mail, key: `${mail} ${id}` },
    variables: JSON.stringify(extra),
  })
}

interface Letter {
  readonly customerId: string
  readonly orderId: string
  readonly id: string
  readonly mail: string
  readonly key: string
  readonly variables: string
}

const noting = statement(
  (_, { customerId, orderId, id, mail, key, variables }: Letter) => sql`${prepared}
    with written as (
      insert into orders.letter (customer_id, id, order_id, mail, key, variables)
      values (${customerId}, ${id}, ${orderId}, ${mail}, ${key}, ${variables})
    )
    select ${notify('orders.letters')}`,
)

/** Which parcels a letter is about. */
export const namesOf = (parcels: readonly { readonly id: string }[]) => ({
  fulfilmentId: parcels.map(({ id }) => id).join(' '),
})

/** Gives what a mail about an order says; nothing where it has nothing to say any more. */
export type Dictation = (
  db: Db,
  letter: {
    readonly mail: string
    readonly customerId: string
    readonly orderId: string
    readonly extra: Readonly<Record<string, string>>
  },
) => Promise<{ variables: Record<string, string>; to: string | undefined } | undefined>

/**
 * Plans the mails that are due. The brand's templates are made the first time that one is, which takes
 * longer than a transaction may.
 */
export function lettersLoop(parts: {
  readonly db: Db
  readonly inWork: InWork
  readonly post: HouseMails
  readonly dictate: Dictation
}): Loop {
  const { db, inWork, post, dictate } = parts
  return {
    name: 'orders/letters',
    wakeOn: ['orders.letters'],
    run: async () => {
      const due = await db.selectFrom('orders.letter').select('id').limit(1).execute()
      if (due.length === 0) return false
      await post.ready()
      return inWork((work) => planNext(work, post, dictate))
    },
  }
}

async function planNext(work: Work, post: HouseMails, dictate: Dictation): Promise<boolean> {
  const rows = await work.tx
    .deleteFrom('orders.letter')
    .where('id', '=', sql<string>`any(array(select id from orders.letter order by id limit 50))`)
    .returningAll()
    .execute()
  const letters = await all(
    rows
      .toSorted((one, other) => (one.id < other.id ? -1 : 1))
      .map(async ({ customer_id: customerId, order_id: orderId, mail, key, variables: extra }) => {
        const said = await dictate(work.tx, { mail, customerId, orderId, extra })
        if (!said) return []
        const { variables, to } = said
        return { customerId, mail: mail as OrderMail, key, variables, ...(to && { to }) }
      }),
  )
  await post.plan(work, letters.flat())
  return rows.length > 0
}
