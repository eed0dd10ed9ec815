import type { ProductInput } from './product-contract.ts'
import { OptionMissing, VariantsAlike } from './refusals.ts'

/**
 * The options of a product as its variants use them: each variant has a value of each, no two the same
 * ones, and a value that no variant has is none. Values stand in the order in which variants bring them.
 */
export function settleOptions<Product extends ProductInput>(product: Product): Product {
  const { options, variants } = product
  const seen = new Map<string, string>()
  for (const { sku, options: chosen } of variants) {
    for (const { code, values } of options) {
      if (!values.some((value) => value.code === chosen[code]))
        throw new OptionMissing({ sku, option: code })
    }
    const stranger = Object.keys(chosen).find((code) => !options.some((one) => one.code === code))
    if (stranger) throw new OptionMissing({ sku, option: stranger })
    const way = JSON.stringify(options.map(({ code }) => chosen[code]))
    const other = seen.get(way)
    if (other !== undefined) throw new VariantsAlike({ sku, other })
    seen.set(way, sku)
  }
  return {
    ...product,
    options: options.map((option) => {
      const used = [...new Set(variants.map((variant) => variant.options[option.code]))]
      const values = used.flatMap((code) => option.values.find((one) => one.code === code) ?? [])
      return { ...option, values }
    }),
  }
}
