import { roundHalfAway } from '../../kernel/money.ts'
import type { DeliveryOption, OrderSettings } from './delivery-contract.ts'
import { OptionUnknown } from './refusals.ts'

/** The options that there are for a country. */
export const optionsFor = ({ options }: OrderSettings, country: string): DeliveryOption[] =>
  options.filter(
    (option) =>
      option.active &&
      (option.kind !== 'ship' ||
        option.countries.length === 0 ||
        option.countries.includes(country)),
  )

export function optionOf(options: readonly DeliveryOption[], code: string): DeliveryOption {
  const option = options.find((one) => one.code === code)
  if (!option) throw new OptionUnknown({ option: code })
  return option
}

/** What an option costs for goods of this value, taxes included. */
export const feeOf = ({ price, freeFrom }: DeliveryOption, goods: number): number =>
  freeFrom !== null && goods >= freeFrom ? 0 : price

/** The cheapest way of having it sent: what a withdrawal gives back at most (2011/83/EU, art. 13). */
export function standardFee(options: readonly DeliveryOption[], goods: number): number {
  const fees = options.filter(({ kind }) => kind === 'ship').map((option) => feeOf(option, goods))
  return fees.length === 0 ? 0 : Math.min(...fees)
}

/** A fee is said with tax; a basket may count without. */
export const feeIn = (fee: number, vat: number, withTax: boolean): number =>
  withTax ? fee : roundHalfAway((fee * 10_000) / (10_000 + vat))
