import { z } from 'zod'
import { Price, ProductState, Texts } from './contract.ts'

const oneOrMore = z.union([z.string(), z.array(z.string())]).transform((said) => [said].flat())

export const Sort = z.enum(['relevance', 'name', 'price', '-price', 'newest'])
export type Sort = z.infer<typeof Sort>

export const SearchQuery = z.object({
  q: z.string().max(200).default(''),
  language: z.enum(['fr', 'en']).default('fr'),
  /** `group:value`, several times: of one group any, of several groups all. Groups are `brand`, `category` and filterable attributes. */
  filter: oneOrMore.optional(),
  /** In minor units of the brand's currency. */
  priceFrom: z.coerce.number().int().min(0).optional(),
  priceTo: z.coerce.number().int().min(0).optional(),
  sort: Sort.default('relevance'),
  limit: z.coerce.number().int().min(1).max(100).default(24),
  after: z.string().max(400).optional(),
  /** Without counts it is quicker: for what completes while somebody types. */
  facets: z.enum(['true', 'false']).default('true'),
})
export type SearchQuery = z.infer<typeof SearchQuery>

export const FacetValue = z.object({
  value: z.string(),
  /** What people read; the value itself where it is one. */
  name: Texts,
  count: z.int(),
})

export const Facet = z.object({
  /** `brand`, `category`, or the code of an attribute. */
  code: z.string(),
  name: Texts.nullable(),
  values: z.array(FacetValue),
})
export type Facet = z.infer<typeof Facet>

export const Hit = z.object({
  id: z.uuid(),
  code: z.string(),
  state: ProductState,
  name: Texts,
  brand: z.string().nullable(),
  image: z.string().nullable(),
  /** Codes of those that it is filed in. */
  categories: z.array(z.string()),
  /** Variants on sale, in their order. */
  skus: z.array(z.string()),
  /** The lowest of what is asked for its variants; null where nothing is asked. */
  price: Price.nullable(),
  /** Whether its variants differ in price. */
  from: z.boolean(),
  changedAt: z.iso.datetime(),
})
export type Hit = z.infer<typeof Hit>

export const SearchAnswer = z.object({
  products: z.array(Hit),
  total: z.int(),
  /** How it was found: as typed, as part of a word, or as what was probably meant. */
  match: z.enum(['all', 'code', 'words', 'part', 'near']),
  /** Found by its code: the sku of the very article. */
  article: z.string().nullable(),
  facets: z.array(Facet),
  /** The lowest and the highest price of what is found, whatever the asked price. */
  prices: z.object({ from: z.int(), to: z.int() }).nullable(),
  /** The `after` of the next page. */
  next: z.string().nullable(),
})
export type SearchAnswer = z.infer<typeof SearchAnswer>
