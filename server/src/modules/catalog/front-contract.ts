import { z } from 'zod'
import { AttributeValue, Channel, Country, Currency, Price } from './contract.ts'
import { PriceGroup } from './price-contract.ts'
import { Facet, SearchAnswer, SearchQuery } from './search-contract.ts'

const Language = z.enum(['fr', 'en'])

/** In which language, money and place a shopper looks. */
export const Looking = z.object({
  language: Language.default('fr'),
  /** The brand's own, if absent. */
  currency: Currency.optional(),
  channel: Channel.default('web'),
})

export const FrontQuery = SearchQuery.extend(Looking.shape)

const FrontFacet = Facet.omit({ name: true, values: true }).extend({
  name: z.string().nullable(),
  values: z.array(z.object({ value: z.string(), name: z.string(), count: z.int() })),
})

export const FrontHit = z.object({
  id: z.uuid(),
  code: z.string(),
  name: z.string(),
  brand: z.string().nullable(),
  image: z.string().nullable(),
  categories: z.array(z.string()),
  skus: z.array(z.string()),
  price: Price.nullable(),
  from: z.boolean(),
})

export const FrontPage = SearchAnswer.omit({ products: true, facets: true }).extend({
  products: z.array(FrontHit),
  facets: z.array(FrontFacet),
})

export const FrontVariant = z.object({
  sku: z.string(),
  options: z.record(z.string(), z.object({ code: z.string(), name: z.string() })),
  barcodes: z.array(z.string()),
  image: z.string().nullable(),
  /** Null where it is not sold in this currency. */
  price: Price.nullable(),
  /** In basis points. */
  vat: z.int().nullable(),
  parts: z.array(z.object({ sku: z.string(), quantity: z.int() })),
})

export const FrontProduct = z.object({
  id: z.uuid(),
  code: z.string(),
  name: z.string(),
  description: z.string(),
  brand: z.string().nullable(),
  categories: z.array(z.object({ code: z.string(), name: z.string() })),
  attributes: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      unit: z.string().nullable(),
      value: AttributeValue,
      /** What people read of the value. */
      text: z.array(z.string()),
    }),
  ),
  options: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      values: z.array(z.object({ code: z.string(), name: z.string() })),
    }),
  ),
  images: z.array(z.object({ url: z.string(), alt: z.string(), sku: z.string().nullable() })),
  variants: z.array(FrontVariant),
  related: z.array(FrontHit.extend({ kind: z.string() })),
})

export const FrontCategory = z.object({
  code: z.string(),
  parent: z.string().nullable(),
  path: z.array(z.string()),
  name: z.string(),
  /** Products on sale in it and below it. */
  products: z.int(),
})

export const PriceAsked = Looking.extend({
  country: Country.optional(),
  priceGroup: PriceGroup.optional(),
})
