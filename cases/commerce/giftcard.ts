import { z } from 'zod'
import { newId } from '../../server/src/kernel/id.ts'
import { beginPayment, paymentsOf, refund } from '../../server/src/modules/payments/index.ts'
import {
  cardBalance,
  issueCard,
  type Tax,
  vatAtRedemption,
} from '../../server/src/modules/promotions/index.ts'
import type { Product } from '../product.ts'
import type { Area } from './area.ts'
import { quoteOf } from './basket.ts'
import { faultsOf } from './compare.ts'
import { type Case, Priced } from './schema.ts'

/** Gift cards: sold, redeemed with or without VAT, refunded; each through the ledger. */
export const giftCards: Area = async (one, product) => {
  if ('paid' in one.given) return refunded(await product(), one)
  return redeemed(await product(), one)
}

const Sold = z.object({
  card: z.int(),
  basket_gross: z.int().default(0),
  /** Several baskets, one after the other. */
  baskets: z.array(z.int()).optional(),
  vat: z.number().default(20),
  purpose: z.string().optional(),
  type: z.string().optional(),
  single_purpose: z.boolean().optional(),
})

async function redeemed(product: Product, { given, title, then }: Case): Promise<string[]> {
  const sold = Sold.parse(given)
  const kind = sold.purpose ?? sold.type ?? title
  const single = sold.single_purpose ?? /single/i.test(kind)
  const rate = Math.round(sold.vat * 100)
  const purpose = single
    ? ({ purpose: 'single', vat: rate } as const)
    : ({ purpose: 'multi' } as const)
  const issued = await product.inWork((work) =>
    issueCard(work, { amount: sold.card, currency: 'EUR', ...purpose }, 'case'),
  )
  const balances: number[] = []
  const left: number[] = []
  const vat: number[] = []
  for (const gross of sold.baskets ?? [sold.basket_gross]) {
    const before = await balanceOf(product, issued.code)
    const amount = Math.min(gross, before)
    if (amount > 0) await payWithCard(product, { code: issued.code, amount })
    const { taxes } = quoteOf(Priced.parse({ lines: [{ unit: gross, vat: sold.vat }] }))
    const used = { amount, purpose: issued.purpose, vat: issued.vat }
    vat.push(vatAtRedemption(taxes, [used]).reduce((all: number, tax: Tax) => all + tax.vat, 0))
    balances.push(await balanceOf(product, issued.code))
    left.push(gross - amount)
  }
  return faultsOf(then, {
    ...{ vat_at_sale: issued.vatAtSale, vat_at_redemption: vat[0], left_to_pay: left.at(-1) },
    ...{ card_balance: balances.at(-1), balances, vat_at_redemptions: vat },
  })
}

const balanceOf = async ({ db, time }: Product, code: string) =>
  (await cardBalance(db, code, time.now)).available

const payWithCard = ({ inWork }: Product, { code, amount }: { code: string; amount: number }) =>
  inWork((work) =>
    beginPayment(work, {
      ...{ orderId: newId(), customerId: newId(), amount, currency: 'EUR', goal: 'take' },
      with: { means: 'gift-card', code },
    }),
  )

const Paid = z.object({
  paid: z.record(z.string(), z.int()),
  refund: z.union([z.int(), z.array(z.int())]),
})

/** An order that was paid with several means is refunded: money first, and never more than was paid by each. */
async function refunded(product: Product, { given, then }: Case): Promise<string[]> {
  const { paid, refund: asked } = Paid.parse(given)
  const order = { customerId: newId(), orderId: newId() }
  for (const [means, amount] of Object.entries(paid)) await pay(product, order, means, amount)
  const amounts = typeof asked === 'number' ? [asked] : asked
  let error: string | undefined
  for (const amount of amounts) {
    await product
      .inWork((work) => refund(work, { ...order, amount, cause: 'return' }))
      .catch((refusal: Error & { code?: string }) => {
        error = refusal.code === 'payments/refund-too-high' ? 'REFUND_TOO_HIGH' : refusal.message
      })
  }
  const payments = await paymentsOf(product.db, order)
  const to = (card: boolean) =>
    payments
      .filter(({ means }) => (means === 'gift-card') === card)
      .reduce((all, one) => all + one.refunded, 0)
  return faultsOf(then, {
    ...{ to_card: to(false), to_cash: to(false), to_gift_card: to(true) },
    ...(error && { error }),
  })
}

async function pay(
  product: Product,
  order: { customerId: string; orderId: string },
  means: string,
  amount: number,
): Promise<void> {
  const payment = { ...order, amount, currency: 'EUR', goal: 'take' } as const
  await product.inWork(async (work) => {
    if (/gift/.test(means)) {
      const { code } = await issueCard(work, { amount, currency: 'EUR' }, 'case')
      await beginPayment(work, { ...payment, with: { means: 'gift-card', code } })
    } else {
      const { id, customerId } = await beginPayment(work, {
        ...payment,
        with: { means: 'in-shop' },
      })
      await product.cashier.receiveInShop(work, { id, customerId })
    }
  })
}
