import { z } from 'zod'
import {
  AttributeValue,
  Code,
  LongTexts,
  Option,
  Part,
  ProductState,
  RelatedKind,
  Sku,
  Texts,
} from './contract.ts'

export const Variant = z.object({
  sku: Sku,
  /** The value chosen of each option of its product. */
  options: z.record(Code, Code).default({}),
  active: z.boolean().default(true),
  /** In grams. */
  weight: z.int().min(0).max(10_000_000).nullable().default(null),
  /** EAN-8, EAN-13, UPC-A, ISBN-10 or ISBN-13; the check digit must be right. */
  barcodes: z.array(z.string().trim().min(1).max(40)).max(20).default([]),
  /** Of a bundle: what it is made of. */
  parts: z.array(Part).max(50).default([]),
})
export type Variant = z.infer<typeof Variant>

export const Related = z.object({ kind: RelatedKind, code: Code })
export type Related = z.infer<typeof Related>

export const Picture = z.object({
  id: z.uuid(),
  /** Its own address, of one that was not uploaded here. */
  url: z.string().nullable(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  alt: Texts.partial(),
  /** The variant that it shows; all of them, if null. */
  sku: z.string().nullable(),
})
export type Picture = z.infer<typeof Picture>

export const PictureInput = Picture.pick({ id: true }).extend({
  alt: Texts.partial().default({}),
  sku: Sku.nullable().default(null),
})

export const ProductInput = z.object({
  /** Made from its name, if absent. */
  code: Code.optional(),
  state: ProductState.default('draft'),
  name: Texts,
  description: LongTexts.default({ fr: '', en: '' }),
  brand: z.string().trim().min(1).max(120).nullable().default(null),
  taxClass: Code.default('standard'),
  /** Codes of the categories that it is filed in. */
  categories: z.array(Code).max(50).default([]),
  options: z.array(Option).max(3).default([]),
  attributes: z.record(Code, AttributeValue).default({}),
  variants: z.array(Variant).min(1).max(200),
  related: z.array(Related).max(100).default([]),
  /** As they are, if absent. */
  media: z.array(PictureInput).max(50).optional(),
})
export type ProductInput = z.infer<typeof ProductInput>
/** Before what is absent was filled in. */
export type ProductDraft = z.input<typeof ProductInput>

export const Product = ProductInput.extend({
  id: z.uuid(),
  code: Code,
  variants: z.array(Variant.extend({ id: z.uuid() })),
  media: z.array(Picture),
  createdAt: z.iso.datetime(),
  changedAt: z.iso.datetime(),
  version: z.int(),
})
export type Product = z.infer<typeof Product>

/** `version` is the one that was read: who changed it meanwhile is not overwritten. */
export const ProductChange = ProductInput.extend({ version: z.int() })

export const BulkInput = z.object({
  ids: z.array(z.uuid()).min(1).max(500),
  state: ProductState.optional(),
  addCategory: Code.optional(),
  removeCategory: Code.optional(),
})
export type BulkInput = z.infer<typeof BulkInput>
