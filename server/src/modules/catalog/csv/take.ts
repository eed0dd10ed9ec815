import { z } from 'zod'
import { Refusal } from '../../../kernel/refusal.ts'
import type { Work } from '../../../kernel/work.ts'
import { linkPictures } from '../media.ts'
import { type Product, ProductInput } from '../product-contract.ts'
import { productByCode, productsOf } from '../products.ts'
import { addProduct, changeProduct } from '../save.ts'
import { setPrices } from '../set-prices.ts'
import type { CsvFault } from './contract.ts'
import { currentPrices } from './export.ts'
import type { Group } from './lines.ts'
import { saidIn } from './read.ts'
import type { Said, Sheet } from './sheet.ts'
import { CellFault } from './values.ts'

export type Outcome = 'added' | 'changed' | 'unchanged'

/** What a file brings by itself, further up or down. */
export interface Brought {
  /** Products that others may name as related before they are there. */
  readonly codes: ReadonlySet<string>
  /** Articles that bundles may be made of though they are not there: in a trial, which brings none. */
  readonly skus: ReadonlySet<string>
}

const nothing: Brought = { codes: new Set(), skus: new Set() }

export interface Taken {
  readonly outcome: Outcome
  /** Products that it names as related and that the file has yet to bring: it was taken without those. */
  readonly late: readonly string[]
}

/** Makes a product what its lines say. */
export async function takeGroup(
  work: Work,
  group: Group,
  sheet: Sheet,
  brought: Brought = nothing,
): Promise<Taken> {
  const { tx } = work
  const read = saidIn(group, sheet)
  const late = await lateIn(work, read, brought)
  const said = await withoutLate(work, read, late, brought)
  const sku = said.variants[0]?.sku ?? ''
  const before = said.code
    ? await productByCode(tx, said.code)
    : (await productsOf(tx, { skus: [sku] }))[0]
  const wanted = await wantedOf(work, said, before)
  let outcome: Outcome = 'unchanged'
  if (!before) {
    await addProduct(work, wanted)
    outcome = 'added'
  } else if (!same(before, wanted)) {
    await changeProduct(work, before.id, { ...wanted, version: before.version })
    outcome = 'changed'
  }
  const now = await currentPrices(
    tx,
    said.variants.map((variant) => variant.sku),
  )
  const others = said.prices.filter(
    (price) => (now.get(`${price.list} ${price.sku}`) ?? null) !== price.amount,
  )
  await setPrices(work, others)
  const more = others.length > 0 || late.length > 0
  return { outcome: outcome === 'unchanged' && more ? 'changed' : outcome, late }
}

/** Products of the file that these lines name and the catalogue does not have. */
async function lateIn({ tx }: Work, { related, code }: Said, { codes }: Brought) {
  const named = [...new Set(Object.values(related).flat())]
  const coming = named.filter((one) => one !== code && codes.has(one))
  if (coming.length === 0) return []
  const there = await tx
    .selectFrom('catalog.product')
    .select('code')
    .where('code', 'in', coming)
    .execute()
  const known = new Set(there.map((row) => row.code))
  return coming.filter((one) => !known.has(one))
}

async function withoutLate(
  { tx }: Work,
  said: Said,
  late: readonly string[],
  { skus }: Brought,
): Promise<Said> {
  const related = Object.entries(said.related).map(
    ([kind, codes]) => [kind, codes.filter((code) => !late.includes(code))] as const,
  )
  const wanted = said.variants.flatMap(({ parts = [] }) => parts.map(({ sku }) => sku))
  const own = new Set(said.variants.map(({ sku }) => sku))
  const coming = wanted.filter((sku) => skus.has(sku) && !own.has(sku))
  const there = coming.length
    ? await tx.selectFrom('catalog.variant').select('sku').where('sku', 'in', coming).execute()
    : []
  const known = new Set(there.map(({ sku }) => sku))
  const absent = new Set(coming.filter((sku) => !known.has(sku)))
  const variants = said.variants.map(({ parts, ...variant }) => ({
    ...variant,
    ...(parts && { parts: parts.filter(({ sku }) => !absent.has(sku)) }),
  }))
  return { ...said, related: Object.fromEntries(related), variants }
}

/** What the product is to be: what it was, under what the file says. */
async function wantedOf(
  work: Work,
  { attributes, related, images, variants, prices, ...said }: Said,
  before: Product | undefined,
): Promise<ProductInput> {
  const media = images && (await picturesOf(work, images, before))
  const named = new Set(variants.map(({ sku }) => sku))
  const rest = (before?.variants ?? []).filter(({ sku }) => !named.has(sku))
  const merged = { ...before?.attributes, ...attributes }
  const shared = {
    ...before,
    ...said,
    attributes: Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null)),
    related: [
      ...(before?.related ?? []).filter(({ kind }) => related[kind] === undefined),
      ...Object.entries(related).flatMap(([kind, codes]) => codes.map((code) => ({ kind, code }))),
    ],
    variants: inOrder(before, [
      ...variants.map((variant) => ({
        ...before?.variants.find(({ sku }) => sku === variant.sku),
        ...variant,
      })),
      ...rest,
    ]),
    media: media ?? before?.media.map(({ id, alt, sku }) => ({ id, alt, sku })),
  }
  // Lines of some of its variants alone do not know the values of the others.
  if (said.options && before && rest.length > 0) shared.options = withOld(said.options, before)
  return ProductInput.parse(shared)
}

/** Variants that were there keep their places; new ones follow. */
function inOrder<One extends { sku: string }>(before: Product | undefined, variants: One[]): One[] {
  const place = new Map(before?.variants.map(({ sku }, index) => [sku, index]))
  return variants
    .map((one, index) => ({ one, at: place.get(one.sku) ?? 1000 + index }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one)
}

function withOld(options: Product['options'], before: Product): Product['options'] {
  return options.map((option) => {
    const old = before.options.find(({ code }) => code === option.code)?.values ?? []
    const fresh = new Set(option.values.map(({ code }) => code))
    return { ...option, values: [...old.filter(({ code }) => !fresh.has(code)), ...option.values] }
  })
}

async function picturesOf(work: Work, images: readonly string[], before: Product | undefined) {
  const links = images.filter((image) => !image.startsWith('media:'))
  const wrong = links.find((link) => !/^(https:\/\/|\/)[^\s]+$/.test(link))
  if (wrong !== undefined) throw new CellFault('images', 'address')
  const idOf = await linkPictures(work, links)
  return images.map((image) => {
    const id = idOf.get(image) ?? image.slice('media:'.length)
    const old = before?.media.find((one) => one.id === id)
    return { id, alt: old?.alt ?? {}, sku: old?.sku ?? null }
  })
}

/** Whether a product is already what is wanted; the order in which things stand aside. */
function same(before: Product, wanted: ProductInput): boolean {
  const own = ProductInput.parse({
    ...before,
    media: before.media.map(({ id, alt, sku }) => ({ id, alt, sku })),
  })
  return JSON.stringify(plain(own)) === JSON.stringify(plain(wanted))
}

function plain(input: ProductInput): unknown {
  const sorted = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(sorted)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value)
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([key, one]) => [key, sorted(one)]),
    )
  }
  const { categories, related, ...rest } = input
  const kinds = [...related].sort((one, other) =>
    one.kind < other.kind ? -1 : one.kind > other.kind ? 1 : 0,
  )
  return sorted({ ...rest, categories: [...categories].sort(), related: kinds })
}

/** Why it was not taken; what nobody expected goes on its way. */
export function toldOf(error: unknown): Pick<CsvFault, 'column' | 'reason' | 'details'> {
  if (error instanceof CellFault)
    return { column: error.column, reason: `cell/${error.reason}`, details: {} }
  if (error instanceof Refusal)
    return { column: null, reason: error.code, details: { ...error.details } }
  if (error instanceof z.ZodError) {
    const [issue] = error.issues
    return { column: issue?.path.join('.') ?? null, reason: 'cell/unusable', details: {} }
  }
  throw error
}
