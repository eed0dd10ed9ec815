import { useMutation } from '@tanstack/react-query'
import type { PriceInput } from '../../../server/src/modules/catalog/price-contract.ts'
import { Product } from '../../../server/src/modules/catalog/product-contract.ts'
import { send } from '../api/client.ts'
import { type Draft, minorOf, savedOf } from './productDraft.ts'
import { useReadAgain } from './useCatalog.ts'

interface Saving {
  draft: Draft
  /** The product as it was read; absent for a new one. */
  before?: Product | undefined
  /** The list whose prices the form shows. */
  list: string | undefined
}

/** Saves a product, then the prices that were typed beside its variants. */
export function useSaveProduct() {
  const readAgain = useReadAgain()
  return useMutation({
    mutationFn: async ({ draft, before, list }: Saving) => {
      const saved = savedOf(draft)
      const product = before
        ? await send(
            'PUT',
            `/api/catalog/products/${before.id}`,
            { ...saved, code: before.code, version: before.version },
            { answer: Product },
          )
        : await send('POST', '/api/catalog/products', saved, { answer: Product })
      const prices = draft.variants.flatMap(({ sku, price }): PriceInput[] => {
        const amount = minorOf(price)
        return list && amount !== undefined ? [{ list, sku: sku.trim(), amount }] : []
      })
      if (prices.length > 0) await send('PUT', '/api/catalog/prices', { prices })
      return product
    },
    onSuccess: readAgain,
  })
}
