import type {
  AttributeValue,
  Choice,
  Option,
} from '../../../server/src/modules/catalog/contract.ts'
import type {
  Product,
  ProductDraft as Saved,
  Variant,
} from '../../../server/src/modules/catalog/product-contract.ts'

/** A variant while it is edited; its price in the list that the form shows, as it was typed. */
export interface VariantDraft extends Omit<Variant, 'barcodes' | 'weight'> {
  readonly barcodes: string
  readonly weight: string
  readonly price: string
  /** Nobody has typed its sku: it follows the product's. */
  readonly follows: boolean
}

export interface Draft {
  readonly state: Product['state']
  readonly name: Product['name']
  readonly description: Product['description']
  readonly brand: string
  readonly taxClass: string
  readonly categories: string[]
  readonly options: Option[]
  readonly attributes: Record<string, AttributeValue>
  readonly variants: VariantDraft[]
  readonly related: Product['related']
  readonly media: Product['media']
}

const blank = (sku: string): VariantDraft => ({
  ...{ sku, options: {}, active: true, parts: [], barcodes: '', weight: '', price: '' },
  follows: true,
})

export const newDraft = (): Draft => ({
  ...{ state: 'draft', name: { fr: '', en: '' }, description: { fr: '', en: '' }, brand: '' },
  ...{ taxClass: 'standard', categories: [], options: [], attributes: {}, related: [], media: [] },
  variants: [blank('')],
})

export const draftOf = (product: Product): Draft => ({
  ...product,
  brand: product.brand ?? '',
  variants: product.variants.map((variant) => ({
    ...variant,
    barcodes: variant.barcodes.join(' '),
    weight: variant.weight?.toString() ?? '',
    ...{ price: '', follows: false },
  })),
})

/** What is sent: the draft, with what it does not say filled in as people mean it. */
export function savedOf(draft: Draft): Saved {
  const { name, variants, media } = draft
  return {
    ...draft,
    name: { fr: name.fr || name.en, en: name.en || name.fr },
    brand: draft.brand.trim() || null,
    variants: variants.map(({ sku, options, active, parts, barcodes, weight }) => ({
      ...{ sku: sku.trim(), options, active, parts },
      barcodes: barcodes.split(/[\s,;]+/).filter(Boolean),
      weight: weight.trim() === '' ? null : Math.round(Number(weight.replace(',', '.'))),
    })),
    media: media.map(({ id, alt, sku }) => ({ id, alt, sku })),
  }
}

/** A word for files and addresses, of what was typed. */
export const codeOf = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/œ/g, 'oe')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)

/** `Rouge / Red` is one value in two languages; `50 ml` the same in both. */
export function choiceOf(text: string, known: readonly Choice[] = []): Choice {
  const [fr = '', en = fr] = text.split(/\s+\/\s+/).map((part) => part.trim())
  const same = known.find(({ name }) => name.fr === fr || textOf({ name }) === text)
  return same ?? { code: codeOf(fr) || 'x', name: { fr, en: en || fr } }
}

export const textOf = ({ name }: Pick<Choice, 'name'>): string =>
  name.fr === name.en ? name.fr : `${name.fr} / ${name.en}`

/** The variants that these options make; each that was there with these values stays as it is. */
export function withOptions(draft: Draft, options: Option[]): Draft {
  const ways = options
    .filter(({ values }) => values.length > 0)
    .reduce<Record<string, string>[]>(
      (all, { code, values }) =>
        all.flatMap((one) => values.map((value) => ({ ...one, [code]: value.code }))),
      [{}],
    )
  const [first] = draft.variants
  const base = baseSku(draft)
  const left = [...draft.variants]
  const variants = ways.map((chosen) => {
    const place = left.findIndex((variant) => fits(variant.options, chosen))
    const [kept] = place >= 0 ? left.splice(place, 1) : []
    const end = Object.values(chosen)
      .map((code) => code.toUpperCase())
      .join('-')
    const sku = [base, end].filter(Boolean).join('-')
    const variant = kept ?? { ...blank(sku), price: first?.price ?? '' }
    return { ...variant, options: chosen, ...(variant.follows && { sku }) }
  })
  return { ...draft, options, variants }
}

/** A variant of fewer options goes on as the first that has more. */
const fits = (own: Record<string, string>, chosen: Record<string, string>): boolean =>
  Object.entries(own).every(([code, value]) => !(code in chosen) || chosen[code] === value)

const baseSku = ({ name, variants }: Draft): string => {
  const typed = variants.find(({ follows }) => !follows)?.sku
  return typed && variants.length === 1
    ? typed
    : codeOf(name.fr || name.en)
        .toUpperCase()
        .slice(0, 24)
}

/** A new name gives variants their skus, as long as nobody has typed one. */
export function named(draft: Draft, name: Draft['name']): Draft {
  return withOptions({ ...draft, name }, draft.options)
}

/** `12,90` in minor units; undefined while it is no amount. */
export function minorOf(text: string, perMajor = 100): number | undefined {
  const amount = text
    .trim()
    .replace(/[\s\u00a0\u202f€]/g, '')
    .replace(',', '.')
  if (!/^\d{1,7}(\.\d{1,3})?$/.test(amount)) return undefined
  const minor = Number(amount) * perMajor
  return Math.abs(minor - Math.round(minor)) < 1e-6 ? Math.round(minor) : undefined
}

/** `MC-ROS-DAY × 2`: two of these in a bundle; one, where nothing is said. */
export function partOf(text: string): VariantDraft['parts'][number] | undefined {
  const parts = /^(\S+?)(?:\s*[×x*]\s*(\d{1,4}))?$/.exec(text.trim())
  const quantity = Number(parts?.[2] ?? 1)
  return parts?.[1] && quantity > 0 ? { sku: parts[1], quantity } : undefined
}

export const partText = ({ sku, quantity }: VariantDraft['parts'][number]): string =>
  quantity === 1 ? sku : `${sku} × ${quantity}`
