import { z } from 'zod'

/** What people read, in each language of the product. */
export const Texts = z.object({
  fr: z.string().trim().max(500),
  en: z.string().trim().max(500),
})
export type Texts = z.infer<typeof Texts>

export const LongTexts = z.object({
  fr: z.string().trim().max(20_000),
  en: z.string().trim().max(20_000),
})

/** A word for addresses, files and the API. */
export const Code = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,79}$/)
/** What stock, carts and orders know a variant by. */
export const Sku = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._/-]{0,63}$/)
export const Currency = z.string().regex(/^[A-Z]{3}$/)
export const Country = z.string().regex(/^[A-Z]{2}$/)
/** Where something is sold: `web`, `shop`, `app`. */
export const Channel = z.string().regex(/^[a-z][a-z0-9_-]{0,39}$/)

export const ProductState = z.enum(['draft', 'active', 'archived'])
export type ProductState = z.infer<typeof ProductState>

export const BarcodeKind = z.enum(['ean13', 'ean8', 'upca', 'isbn13', 'isbn10'])
export type BarcodeKind = z.infer<typeof BarcodeKind>

export const RelatedKind = z.enum(['similar', 'goes_with', 'accessory'])
export type RelatedKind = z.infer<typeof RelatedKind>

export const Choice = z.object({ code: Code, name: Texts })
export type Choice = z.infer<typeof Choice>

/** What the variants of a product differ by. */
export const Option = z.object({ code: Code, name: Texts, values: z.array(Choice).max(100) })
export type Option = z.infer<typeof Option>

/**
 * What may be said of products: `text` the same in every language, `translated` in each, `list` several
 * words (ingredients), `number`, `yes_no`, `date`, and one `choice` or several `choices` of given ones.
 */
export const AttributeKind = z.enum([
  'text',
  'translated',
  'list',
  'number',
  'yes_no',
  'date',
  'choice',
  'choices',
])
export type AttributeKind = z.infer<typeof AttributeKind>

export const AttributeValue = z.union([
  z.string().trim().min(1).max(2000),
  z.number(),
  z.boolean(),
  z.array(z.string().trim().min(1).max(200)).max(200),
  Texts,
])
export type AttributeValue = z.infer<typeof AttributeValue>

export const Attribute = z.object({
  code: Code,
  kind: AttributeKind,
  name: Texts,
  choices: z.array(Choice).max(500),
  unit: z.string().trim().max(20).nullable(),
  /** Whether a list can be narrowed by it. */
  filterable: z.boolean(),
  position: z.int(),
})
export type Attribute = z.infer<typeof Attribute>

export const Price = z.object({
  /** In minor units. */
  amount: z.int(),
  currency: Currency,
  includesTax: z.boolean(),
  /** The lowest price of the 30 days before a reduction was announced (directive 98/6/EC, article 6a). */
  compareAt: z.int().optional(),
  /** The list that it stands in. */
  listId: z.uuid(),
})
export type Price = z.infer<typeof Price>

export const Part = z.object({ sku: Sku, quantity: z.int().min(1).max(1000) })
export type Part = z.infer<typeof Part>

/** A variant as carts and orders know it, at a moment, on a channel, for a customer group. */
export const Sellable = z.object({
  sku: z.string(),
  productId: z.uuid(),
  variantId: z.uuid(),
  name: Texts,
  /** The value chosen of each option, in words. */
  options: z.record(z.string(), Texts),
  price: Price,
  taxClass: z.string(),
  /** In basis points, in the asked country on the asked day. */
  vat: z.int(),
  barcode: z.string().nullable(),
  image: z.string().nullable(),
  /** Codes of its categories and of those above them. */
  categories: z.array(z.string()),
  brand: z.string().nullable(),
  attributes: z.record(z.string(), AttributeValue),
  /** What a bundle is made of. */
  parts: z.array(Part).optional(),
  /** Whether it may be sold now: its product is published, and it is not withdrawn. */
  active: z.boolean(),
})
export type Sellable = z.infer<typeof Sellable>
