import { type BankCall, CardBank } from '../src/demo/cards/bank.ts'
import { cardServer, type Mishap } from '../src/demo/cards/server.ts'
import { newId } from '../src/kernel/id.ts'
import { openSeal } from '../src/kernel/seal.ts'
import { startWork } from '../src/kernel/work.ts'
import {
  beginPayment,
  type NewPayment,
  openCashier,
  type Payment,
  paymentsOf,
  setAccount,
} from '../src/modules/payments/index.ts'
import { testDatabase } from './database.ts'

const secretKey = 'sk_test_of_the_bank'

/** Cashiers on a database of their own, and a bank that speaks Stripe's format, with what may go wrong. */
export async function cashierWorld() {
  const { db } = await testDatabase()
  const time = { now: new Date('2026-11-30T10:00:00Z') }
  const inWork = startWork(db, { clock: () => time.now })
  const seal = openSeal({ sealKey: 'of the test', dataDir: '' })
  const bank = new CardBank()
  const wrong: { mishap: (call: BankCall) => Mishap } = { mishap: () => undefined }
  const server = await cardServer({
    bank,
    secretKey,
    mishap: (call) => wrong.mishap(call),
  })
  const webhookSecret = 'whsec_of_the_test'
  const account = { baseUrl: server.url, publishableKey: 'pk_test', secretKey, webhookSecret }
  await inWork((work) => setAccount(work, seal, account))
  const open = () =>
    openCashier({
      ...{ db, inWork, seal, patience: 700 },
      returnTo: ({ orderId }) => `https://shop.example/order/${orderId}?from=bank`,
    })
  const cashier = open()
  const told: Payment[] = []
  cashier.listen(async (_, payment) => void told.push(payment))

  /** Does what is due, and what is due later, until nothing is for a day. */
  const settle = async (by = cashier) => {
    const end = time.now.getTime() + 24 * 3_600_000
    while (time.now.getTime() < end) {
      let busy = false
      for (const loop of by.loops()) while (await loop.run()) busy = true
      time.now = new Date(time.now.getTime() + (busy ? 10_000 : 20 * 60_000))
    }
  }
  return {
    ...{ db, inWork, seal, time, bank, wrong, webhookSecret, cashier, open, told, settle },
    order: () => ({ customerId: newId(), orderId: newId() }),
    begin: (payment: Omit<NewPayment, 'currency'>) =>
      inWork((work) => beginPayment(work, { currency: 'EUR', ...payment })),
    async now(order: { customerId: string; orderId: string }) {
      const [payment, ...others] = await paymentsOf(db, order)
      if (!payment || others.length > 0) throw new Error('one payment, please')
      return payment
    },
    /** What the bank has of an order: how much is put aside, taken and given back. */
    at(orderId: string) {
      const intents = [...bank.intents.values()].filter(
        ({ metadata }) => metadata.order_id === orderId,
      )
      const sum = (amount: (intent: (typeof intents)[number]) => number) =>
        intents.reduce((all, intent) => all + amount(intent), 0)
      return {
        intents: intents.length,
        aside: sum((intent) => intent.amount_capturable),
        taken: sum((intent) => intent.amount_received - intent.amount_refunded),
        everTaken: sum((intent) => intent.amount_received),
        open: intents.filter(({ status }) => status.startsWith('requires_')).length,
      }
    },
    async close() {
      await server.close()
      await db.destroy()
    },
  }
}

export type CashierWorld = Awaited<ReturnType<typeof cashierWorld>>
