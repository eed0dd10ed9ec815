import { defineRefusal } from '../../kernel/refusal.ts'

export const ProductUnknown = defineRefusal<{ product: string }>('catalog/product-unknown', 404)
export const ProductExists = defineRefusal<{ code: string }>('catalog/product-exists', 409)
/** Somebody saved it after it was read. */
export const ProductChanged = defineRefusal<{ id: string }>('catalog/product-changed', 409)
export const SkuTaken = defineRefusal<{ sku: string }>('catalog/sku-taken', 409)
export const SkuUnknown = defineRefusal<{ sku: string }>('catalog/sku-unknown', 404)
export const BarcodeWrong = defineRefusal<{ barcode: string }>('catalog/barcode-wrong', 422)
export const BarcodeTaken = defineRefusal<{ barcode: string; sku: string }>(
  'catalog/barcode-taken',
  409,
)
export const CategoryUnknown = defineRefusal<{ category: string }>('catalog/category-unknown', 422)
export const CategoryExists = defineRefusal<{ code: string }>('catalog/category-exists', 409)
/** A category that holds others or products is not deleted. */
export const CategoryInUse = defineRefusal<{ category: string; products: number; below: number }>(
  'catalog/category-in-use',
  409,
)
/** A category cannot stand below itself. */
export const CategoryInItself = defineRefusal<{ category: string }>(
  'catalog/category-in-itself',
  422,
)
export const AttributeUnknown = defineRefusal<{ attribute: string }>(
  'catalog/attribute-unknown',
  422,
)
export const AttributeExists = defineRefusal<{ code: string }>('catalog/attribute-exists', 409)
export const AttributeInUse = defineRefusal<{ attribute: string; products: number }>(
  'catalog/attribute-in-use',
  409,
)
/** The value is not what attributes of this kind hold. */
export const AttributeWrong = defineRefusal<{ attribute: string; kind: string }>(
  'catalog/attribute-wrong',
  422,
)
export const TaxClassUnknown = defineRefusal<{ taxClass: string }>('catalog/tax-class-unknown', 422)
/** The variants of a product differ by its options, each in its own way. */
export const VariantsAlike = defineRefusal<{ sku: string; other: string }>(
  'catalog/variants-alike',
  422,
)
export const OptionMissing = defineRefusal<{ sku: string; option: string }>(
  'catalog/option-missing',
  422,
)
export const PartWrong = defineRefusal<{ sku: string; part: string }>('catalog/part-wrong', 422)
export const PriceListUnknown = defineRefusal<{ list: string }>('catalog/price-list-unknown', 404)
export const PriceListExists = defineRefusal<{ code: string }>('catalog/price-list-exists', 409)
/** What was asked in the past stays as it was. */
export const PeriodPast = defineRefusal<{ from: string }>('catalog/period-past', 422)
export const MediaUnknown = defineRefusal<{ media: string }>('catalog/media-unknown', 422)
export const NoPicture = defineRefusal<{ found: string | null }>('catalog/no-picture', 422)
export const PictureTooLarge = defineRefusal<{ most: number }>('catalog/picture-too-large', 413)
export const CsvUnreadable = defineRefusal<{ line: number; reason: string }>(
  'catalog/csv-unreadable',
  422,
)
export const CsvColumns = defineRefusal<{ columns: string }>('catalog/csv-columns', 422)
export const CsvFileUnknown = defineRefusal<{ id: string }>('catalog/csv-file-unknown', 404)
/** It is in the catalogue, or nothing of it is under way. */
export const CsvFileEnded = defineRefusal<{ id: string }>('catalog/csv-file-ended', 409)
/** A fault that nobody expected; it is in the log. */
export const CsvFailed = defineRefusal<Record<string, never>>('catalog/csv-failed', 409)
export const RateUnknown = defineRefusal<{ country: string; taxClass: string; since: string }>(
  'catalog/rate-unknown',
  404,
)
/** The `after` of a list that is none of ours. */
export const BadCursor = defineRefusal<Record<string, never>>('catalog/bad-cursor', 400)
