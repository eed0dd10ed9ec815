import type { Attribute, AttributeValue } from '../contract.ts'
import type { Product, ProductInput, Variant } from '../product-contract.ts'
import { decimal, joined } from './cells.ts'

/** One line a variant; what belongs to the product stands in each of its lines. */
export interface Sheet {
  readonly attributes: readonly Pick<Attribute, 'code' | 'kind'>[]
  /** The lists whose prices are told, and how many digits their money has after its point. */
  readonly lists: readonly { readonly code: string; readonly digits: number }[]
}

type Article = Product['variants'][number]
type Prices = ReadonlyMap<string, number>

const optionPlaces = [1, 2, 3] as const
export const relatedKinds = ['similar', 'goes_with', 'accessory'] as const
const languages = ['fr', 'en'] as const

export function header({ attributes, lists }: Sheet): string[] {
  return [
    ...['product', 'state', 'name_fr', 'name_en', 'description_fr', 'description_en'],
    ...['brand', 'tax_class', 'categories', 'sku', 'active', 'weight', 'barcodes', 'parts'],
    ...optionPlaces.flatMap((place) =>
      ['', '_fr', '_en', '_value', '_value_fr', '_value_en'].map((end) => `option${place}${end}`),
    ),
    ...attributes.flatMap(attributeColumns),
    ...lists.map(({ code }) => `price:${code}`),
    ...[...relatedKinds, 'images'],
  ]
}

export const attributeColumns = ({ code, kind }: Pick<Attribute, 'code' | 'kind'>): string[] =>
  kind === 'translated' ? languages.map((one) => `attr:${code}:${one}`) : [`attr:${code}`]

/** What a line says, cell by cell, in the order of the header. */
export function cellsOf(
  sheet: Sheet,
  product: Product,
  variant: Article,
  prices: Prices,
): string[] {
  const { name, description } = product
  return [
    ...[product.code, product.state, name.fr, name.en, description.fr, description.en],
    ...[product.brand ?? '', product.taxClass, joined(product.categories), variant.sku],
    ...[variant.active ? 'yes' : 'no', variant.weight?.toString() ?? '', joined(variant.barcodes)],
    joined(variant.parts.map(({ sku, quantity }) => `${sku}:${quantity}`)),
    ...optionPlaces.flatMap((place) => optionCells(product, variant, place - 1)),
    ...sheet.attributes.flatMap((one) => attributeCells(one, product.attributes[one.code])),
    ...sheet.lists.map(({ code, digits }) => {
      const amount = prices.get(`${code} ${variant.sku}`)
      return amount === undefined ? '' : decimal(amount, digits)
    }),
    ...relatedKinds.map((kind) =>
      joined(product.related.filter((one) => one.kind === kind).map(({ code }) => code)),
    ),
    joined(product.media.map(({ id, url }) => url ?? `media:${id}`)),
  ]
}

function optionCells(product: Product, variant: Article, place: number): string[] {
  const option = product.options[place]
  if (!option) return ['', '', '', '', '', '']
  const value = option.values.find(({ code }) => code === variant.options[option.code])
  const { fr = '', en = '' } = value?.name ?? {}
  return [option.code, option.name.fr, option.name.en, value?.code ?? '', fr, en]
}

function attributeCells(
  { kind }: Pick<Attribute, 'kind'>,
  value: AttributeValue | undefined,
): string[] {
  if (kind === 'translated') {
    const texts = typeof value === 'object' && !Array.isArray(value) ? value : undefined
    return languages.map((one) => texts?.[one] ?? '')
  }
  if (value === undefined) return ['']
  if (Array.isArray(value)) return [joined(value)]
  if (typeof value === 'boolean') return [value ? 'yes' : 'no']
  return [String(value)]
}

/** What the cells of a product's lines say of it, over what it was: a column that is not there says nothing. */
export type Said = Partial<Omit<ProductInput, 'variants' | 'media' | 'related' | 'attributes'>> & {
  readonly attributes: Readonly<Record<string, AttributeValue | null>>
  readonly related: Partial<Record<(typeof relatedKinds)[number], string[]>>
  readonly images: readonly string[] | undefined
  readonly variants: readonly (Partial<Omit<Variant, 'sku'>> & { readonly sku: string })[]
  readonly prices: readonly { list: string; sku: string; amount: number | null }[]
}
