import { sql } from 'kysely'
import type { Loop } from '../../kernel/loops.ts'
import type { InWork, Work } from '../../kernel/work.ts'
import { graceMs } from './begin.ts'
import { callFor, type ReturnTo } from './call.ts'
import { claimPayment } from './claim.ts'
import type { Payment } from './contract.ts'
import type { PaymentKey, PaymentListener } from './listener.ts'
import { nextMove } from './move.ts'
import type { Provider } from './provider.ts'
import { type PaymentRow, paymentRow, shownPayment } from './read.ts'
import { driveRefund } from './refund-drive.ts'
import { NotToPayInShop, PaymentNotFound } from './refusals.ts'
import { settle } from './settle.ts'
import { noteStep } from './steps.ts'
import './tables.ts'

export interface CashierParts {
  readonly inWork: InWork
  /** Asked for each call, outside of transactions; undefined while there are no keys. */
  readonly provider: () => Promise<Provider | undefined>
  readonly returnTo: ReturnTo
}

/** So many moves bring any payment to rest, or it goes in circles. */
const mostMoves = 8
const portion = 16

/**
 * Brings payments from the state they are in to their goal. Each move is one call: it is claimed in a
 * transaction, made outside of any, and what came of it is noted in another. Whoever dies between them
 * leaves a claim that ends, and then the provider is asked rather than told again.
 */
export class Cashier {
  readonly #inWork: InWork
  readonly provider: CashierParts['provider']
  readonly #returnTo: ReturnTo
  readonly #listeners: PaymentListener[] = []

  constructor({ inWork, provider, returnTo }: CashierParts) {
    this.#inWork = inWork
    this.provider = provider
    this.#returnTo = returnTo
  }

  listen(listener: PaymentListener): void {
    this.#listeners.push(listener)
  }

  /** Moves a payment on until it is at its goal, somebody else has to act, or nobody answers. */
  async perform(key: PaymentKey): Promise<Payment> {
    let row: PaymentRow | undefined
    for (let moves = 0; moves < mostMoves; moves++) {
      const taken = await this.#inWork((work) => claimPayment(work, key))
      if (!taken) break
      const { claimed, move } = taken
      const outcome = await callFor(claimed, move, this.provider, this.#returnTo)
      const settled = await this.#inWork((work) => settle(work, claimed, move, outcome, this.#tell))
      row = settled?.row
      if (!settled?.goesOn || !row || !nextMove(row)) break
    }
    return shownPayment(row ?? (await this.#rowOf(key)))
  }

  /** A till has taken the money of a payment that was to be made in a shop. */
  async receiveInShop(work: Work, { customerId, id }: PaymentKey): Promise<Payment> {
    const row = await work.tx
      .updateTable('payments.payment')
      .set({ state: 'captured', captured: sql`amount`, changed_at: work.now })
      .where('customer_id', '=', customerId)
      .where('id', '=', id)
      .where('means', '=', 'in-shop')
      .where('state', '=', 'pending')
      .returningAll()
      .executeTakeFirst()
    if (!row) throw new NotToPayInShop({ id })
    await noteStep(work, row)
    await this.#tell(work, shownPayment(row))
    return shownPayment(row)
  }

  loops(): Loop[] {
    return [
      {
        name: 'payments/cashier',
        wakeOn: ['payments.due'],
        nextAt: () => this.#inWork(nextDueAt),
        idleMs: graceMs,
        run: () => this.#round(),
      },
    ]
  }

  async #round(): Promise<boolean> {
    const { payments, refunds } = await this.#inWork(due)
    await Promise.all([
      ...payments.map((key) => this.perform(key)),
      ...refunds.map((key) => driveRefund(this.#inWork, this.provider, key, this.#tell)),
    ])
    return payments.length + refunds.length > 0
  }

  readonly #tell: PaymentListener = async (work, payment, refund) => {
    for (const listener of this.#listeners) await listener(work, payment, refund)
  }

  async #rowOf({ customerId, id }: PaymentKey): Promise<PaymentRow> {
    const row = await this.#inWork(({ tx }) => paymentRow(tx, customerId, id))
    if (!row) throw new PaymentNotFound({ id })
    return row
  }
}

/** When something is next due, or its claim ends. */
async function nextDueAt({ tx }: Work): Promise<Date | undefined> {
  const { rows } = await sql<{ at: Date | null }>`
    select least(
      (select min(greatest(due_at, claimed_until)) from payments.payment where due_at is not null),
      (select min(greatest(due_at, claimed_until)) from payments.refund where due_at is not null)
    ) as at`.execute(tx)
  return rows[0]?.at ?? undefined
}

/** What is due and in nobody's hands. */
async function due(work: Work): Promise<{ payments: PaymentKey[]; refunds: PaymentKey[] }> {
  const of = (table: 'payments.payment' | 'payments.refund') =>
    work.tx
      .selectFrom(table)
      .select(['customer_id as customerId', 'id'])
      .where('due_at', '<=', work.now)
      .where(sql<boolean>`(claimed_until is null or claimed_until < ${work.now})`)
      .orderBy('due_at')
      .limit(portion)
      .execute()
  return { payments: await of('payments.payment'), refunds: await of('payments.refund') }
}
