import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import type { Loop } from '../../kernel/loops.ts'
import type { InWork, Work } from '../../kernel/work.ts'
import type { SealedAccount } from './account.ts'
import { callFor, type ReturnTo } from './call.ts'
import { type ClaimedPayment, claimPayment, type Taken, takePayment } from './claim.ts'
import type { Payment, TakenAs } from './contract.ts'
import type { PaymentKey, PaymentListener } from './listener.ts'
import { type Move, nextMove } from './move.ts'
import { goOnward, onwardFrom } from './onward.ts'
import type { Outcome, Provider } from './provider.ts'
import { type PaymentRow, paymentRow, shownPayment } from './read.ts'
import { driveRefund } from './refund-drive.ts'
import { NotToPayInShop, PaymentNotFound } from './refusals.ts'
import { type Settled, settle } from './settle.ts'
import { noteStep } from './steps.ts'
import './tables.ts'

export interface CashierParts {
  readonly inWork: InWork
  /** Asked for outside of transactions, of an account that was just read or of the one that is now; undefined while there are no keys. */
  readonly provider: (account?: SealedAccount) => Promise<Provider | undefined>
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
    const taken = await this.#inWork((work) => takePayment(work, key))
    const row = taken && (await this.#drive(taken))
    return shownPayment(row ?? (await this.#rowOf(key)))
  }

  /** The same for one that is in hand since it was begun. */
  async goOn(taken: Taken): Promise<void> {
    await this.#drive(taken)
  }

  /** One move after the other; what came of one is noted together with what is asked next. */
  async #drive(first: Taken): Promise<PaymentRow | undefined> {
    let row: PaymentRow | undefined
    let provider: Promise<Provider | undefined> | undefined
    const once = () => (provider ??= this.provider(first.account))
    let taken: Taken | undefined = first
    for (let moves = 1; taken; moves++) {
      const { claimed, move }: Taken = taken
      const outcome = await callFor(claimed, move, once, this.#returnTo)
      taken = moves < mostMoves ? await this.#onward(claimed, move, outcome) : undefined
      if (taken) continue
      const settled = await this.#inWork(async (work) => {
        const settled = await settle(work, claimed, move, outcome, this.#tell)
        const next = moves < mostMoves && settled && (await nextOf(work, settled))
        return { row: settled?.row, next: next || undefined }
      })
      row = settled.row
      taken = settled.next
    }
    return row
  }

  /** In one go to the next move; undefined where that is not all there is to note. */
  async #onward(
    claimed: ClaimedPayment,
    move: Move,
    outcome: Outcome | null,
  ): Promise<Taken | undefined> {
    const way = onwardFrom(claimed, move, outcome)
    const taken = way && (await this.#inWork(async (work) => goOnward(work, claimed, way)))
    return taken?.()
  }

  /** A till has taken the money of a payment that was to be made in a shop. */
  async receiveInShop(
    work: Work,
    {
      customerId,
      id,
      takenAs = null,
    }: PaymentKey & { readonly takenAs?: TakenAs | null | undefined },
  ): Promise<Payment> {
    const row = await work.tx
      .updateTable('payments.payment')
      .set({
        ...{ state: 'captured', captured: sql`amount`, taken_as: takenAs, changed_at: work.now },
      })
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
        nextAt: nextDueAt,
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
async function nextDueAt(db: Db): Promise<Date | undefined> {
  const { rows } = await sql<{ at: Date | null }>`
    select least(
      (select min(greatest(due_at, claimed_until)) from payments.payment where due_at is not null),
      (select min(greatest(due_at, claimed_until)) from payments.refund where due_at is not null)
    ) as at`.execute(db)
  return rows[0]?.at ?? undefined
}

/** The next move, if one may follow at once. */
async function nextOf(work: Work, { row, goesOn, isOld }: Settled): Promise<Taken | undefined> {
  if (!goesOn || !nextMove(row)) return undefined
  return isOld
    ? takePayment(work, { customerId: row.customer_id, id: row.id })
    : claimPayment(work, row)
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
