import { useState } from 'react'
import type { Taxes } from '../../../server/src/modules/catalog/structure-contract.ts'
import { useTaxes } from '../catalog/useCatalog.ts'
import { useOrderSettings } from '../settings/selling/useSelling.ts'

/** A way of having it sent, as the brand offers it: its fee, taxed by the rule that orders are taxed by. */
export function useTriedDelivery(day: string) {
  const settings = useOrderSettings()
  const taxes = useTaxes().data
  const options = settings.data?.options.filter(({ active }) => active) ?? []
  const [code, setCode] = useState<string>()
  const [typed, setFee] = useState<number>()
  const option = options.find((one) => one.code === code) ?? options[0]
  return {
    ...{ options, option, setFee, fee: typed ?? option?.price ?? 0 },
    /** With it comes the fee that it has. */
    choose: (chosen: string) => {
      setCode(chosen)
      setFee(undefined)
    },
    vat: taxes ? rateAtHome(taxes, option?.taxClass ?? 'standard', day) : 0,
  }
}

/** At home, where nobody says where the customer is; a class that the country has not is taxed as most is. */
export function rateAtHome({ rates, home }: Taxes, taxClass: string, day: string): number {
  const rateOf = (asked: string) =>
    rates
      .filter((one) => one.country === home && one.taxClass === asked && one.since <= day)
      .reduce<Taxes['rates'][number] | undefined>(
        (latest, one) => (latest && latest.since > one.since ? latest : one),
        undefined,
      )?.rate
  return rateOf(taxClass) ?? rateOf('standard') ?? 0
}
