import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { FrontProduct } from '../../../server/src/modules/catalog/front-contract.ts'
import { Product } from '../../../server/src/modules/catalog/product-contract.ts'
import { type Hit, SearchAnswer } from '../../../server/src/modules/catalog/search-contract.ts'
import { Taxes } from '../../../server/src/modules/catalog/structure-contract.ts'
import { get } from '../api/client.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { rateAtHome } from './useTriedDelivery.ts'

/** An article of the basket that a promotion is tried on. */
export interface Tried {
  readonly sku: string
  readonly name: string
  readonly productId: string
  readonly categories: readonly string[]
  readonly brand: string | null
  readonly unit: number
  readonly vat: number
  readonly quantity: number
}

/** The basket: two articles of the catalogue to begin with, then what somebody makes of it. */
export function useTriedArticles(day: string) {
  const { language } = useTexts()
  const [chosen, setChosen] = useState<readonly Tried[]>()
  const examples = useQuery({
    queryKey: ['catalog', 'products', 'examples', language],
    queryFn: async ({ signal }) => {
      const query = { state: 'active', sort: 'relevance', language, limit: 2, facets: false }
      const answer = SearchAnswer
      const { products } = await get('/api/catalog/products', { answer, query, signal })
      return Promise.all(
        products.flatMap((hit) =>
          hit.skus.slice(0, 1).map((sku) => triedOf({ sku, name: hit.name[language], hit }, day)),
        ),
      )
    },
    staleTime: Number.POSITIVE_INFINITY,
  })
  return [chosen ?? examples.data ?? [], setChosen] as const
}

interface Picked {
  readonly sku: string
  readonly name: string
  readonly hit: Hit
}

/** With the price and the tax that it is sold at; of a draft, which is not sold, what its list says. */
export async function triedOf({ sku, name, hit }: Picked, day: string): Promise<Tried> {
  const { id: productId, categories, brand, price, state } = hit
  const front =
    state === 'active'
      ? await get(`/api/shop/products/${encodeURIComponent(sku)}`, { answer: FrontProduct })
      : undefined
  const sold = front?.variants.find((one) => one.sku === sku)
  const unit = sold?.price?.amount ?? price?.amount ?? 0
  const vat = sold?.vat ?? (await vatOfDraft(productId, day))
  return { sku, name, productId, categories, brand, unit, vat, quantity: 1 }
}

async function vatOfDraft(id: string, day: string): Promise<number> {
  const [{ taxClass }, taxes] = await Promise.all([
    get(`/api/catalog/products/${id}`, { answer: Product }),
    get('/api/catalog/taxes', { answer: Taxes }),
  ])
  return rateAtHome(taxes, taxClass, day)
}
