import type { Work } from '../../kernel/work.ts'
import { partsOf } from '../carts/index.ts'
import { redeem } from '../promotions/index.ts'
import type { Line } from '../stock/index.ts'
import { reserve, type reserveAtLast } from '../stock/index.ts'
import type { CheckoutInput } from './contract.ts'
import type { Offer } from './offer.ts'
import type { OrderKey } from './rows.ts'
import type { SealedCodes } from './sealed-codes.ts'

/** Who orders. */
export interface Buyer {
  readonly customerId: string
  readonly channel: 'web' | 'app' | 'shop'
  readonly language: 'fr' | 'en'
  readonly tokenHash?: Buffer
}

export interface Placing {
  readonly buyer: Buyer
  readonly offer: Offer
  readonly input: Pick<CheckoutInput, 'address' | 'at'> &
    Partial<Pick<CheckoutInput, 'resumes'>> & {
      /** Nobody's where it was sold over a counter. */
      readonly contact: CheckoutInput['contact'] | null
    }
  readonly codes: SealedCodes
  /** Until when it must be paid. */
  readonly expiresAt: Date
  readonly orderId: string
}

/** What stock is to hold: of each parcel, the parts of its lines. */
export function goodsOf({ route, lines }: Pick<Offer, 'route' | 'lines'>): Line[] {
  const articles = new Map(lines.map(({ id, article }) => [id, article]))
  return route.parcels.flatMap(({ locationId, lines: held }) =>
    held.flatMap(({ lineId, quantity }) => {
      const article = articles.get(lineId)
      return (article ? partsOf(article) : []).map((part) => ({
        ...{ sku: part.sku, locationId, quantity: part.quantity * quantity },
      }))
    }),
  )
}

/**
 * Takes what is scarce: uses of promotions, then the goods, both last in the transaction, so that the
 * rows that everybody wants are held only over its commit. Who comes too late is refused as a whole.
 */
export async function takeScarce(
  work: Work,
  { buyer, offer }: Pick<Placing, 'buyer' | 'offer'>,
  { customerId, orderId }: OrderKey,
  until: Date | null,
  hold: typeof reserve | typeof reserveAtLast = reserve,
): Promise<void> {
  const { quote, option, shelf } = offer
  await redeem(work, { orderId, customerId, currency: shelf.currency, uses: quote.applied })
  await hold(work, {
    id: orderId,
    kind: option.kind === 'reserve' ? 'pickup' : 'order',
    lines: goodsOf(offer),
    channel: buyer.channel,
    expiresAt: until,
    ref: `order:${orderId}`,
  })
}
