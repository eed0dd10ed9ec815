import { readFileSync } from 'node:fs'

/** A product of the demo brand, as its data file has it. Prices in cents, VAT included, as in a shop. */
export interface Product {
  readonly sku: string
  readonly ean: string
  readonly kind: 'cosmetics' | 'books'
  readonly category: string
  readonly name: Texts
  readonly description: Texts
  readonly price: number
  /** In hundredths of a per cent. */
  readonly vat: 2000 | 550
  readonly line?: string
  readonly size?: string
  readonly skin?: string
  readonly ingredients?: readonly string[]
  readonly author?: string
  readonly year?: number
  readonly pages?: number
  /** The youngest reader. */
  readonly age?: number
  readonly series?: string
  readonly look: { readonly shape: string; readonly hue: number }
  readonly rating: number
  /** How much it is in demand. */
  readonly weight: number
}

export interface Texts {
  readonly fr: string
  readonly en: string
}

export interface Shop {
  readonly id: string
  readonly name: string
  readonly address: string
  readonly postalCode: string
  readonly city: string
  readonly latitude: number
  readonly longitude: number
  readonly phone: string
  readonly weight: number
}

export const products: readonly Product[] = recordsOf('products')
export const shops: readonly Shop[] = recordsOf('shops')

const shopById: ReadonlyMap<string, Shop> = new Map(shops.map((shop) => [shop.id, shop]))

/** What a shop is called where people read it. */
export const shopName = (id: string): string => shopById.get(id)?.name ?? id

export const productBySku: ReadonlyMap<string, Product> = new Map(
  products.map((product) => [product.sku, product]),
)

/** One record a line: a file that an import can read, too. */
function recordsOf<Item>(name: string): Item[] {
  const text = readFileSync(new URL(`./data/${name}.ndjson`, import.meta.url), 'utf8')
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
}
