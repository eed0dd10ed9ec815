import { share, whole } from '../../../kernel/money.ts'
import type { CardPurpose } from '../gift-card-contract.ts'
import type { Tax } from '../quote-contract.ts'

interface Purpose {
  readonly purpose: CardPurpose
  readonly vat: number | null
}

/** What the sale of a card owes: nothing where it is not known yet what it will buy. */
export const vatAtSale = ({ purpose, vat }: Purpose, face: number): number =>
  purpose === 'multi' || vat === null ? 0 : share(face, vat, whole + vat)

/**
 * What an order owes when it is paid with cards: the VAT of its goods, less what was paid when
 * single-purpose cards of a rate were sold, never less than nothing.
 */
export function vatAtRedemption(
  taxes: readonly Tax[],
  paidBy: readonly (Purpose & { amount: number })[],
): Tax[] {
  return taxes.map(({ rate, net, vat }) => {
    const cards = paidBy.filter((card) => card.purpose === 'single' && card.vat === rate)
    const already = cards.reduce((all, card) => all + vatAtSale(card, card.amount), 0)
    return { rate, net, vat: Math.max(0, vat - already) }
  })
}
