import type { Quote } from '../promotions/index.ts'

/** What an order was charged: the quote that its customer agreed to, line by line. */
export type ChargedQuote = Pick<
  Quote,
  | 'pricesIncludeTax'
  | 'lines'
  | 'delivery'
  | 'taxes'
  | 'subtotal'
  | 'discount'
  | 'net'
  | 'vat'
  | 'gross'
  | 'applied'
>

export function chargedOf(quote: Quote): ChargedQuote {
  const { pricesIncludeTax, lines, delivery, taxes, subtotal, discount } = quote
  const { net, vat, gross, applied } = quote
  return { pricesIncludeTax, lines, delivery, taxes, subtotal, discount, net, vat, gross, applied }
}

/** What the delivery costs, taxes included. */
export const deliveryOf = ({ delivery }: Pick<ChargedQuote, 'delivery'>) =>
  delivery.reduce((sum, { gross }) => sum + gross, 0)
