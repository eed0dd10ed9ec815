import { ask, token } from './shopper.ts'

/** An article that somebody keeps an eye on, as it is now. Amounts in cents, VAT included. */
export interface Wish {
  readonly sku: string
  readonly name: string
  readonly image: string | null
  readonly unit: number | null
  readonly available: number
}

const path = (sku: string) => `wishes/${encodeURIComponent(sku)}`

/** Who has no session has wished for nothing. */
export async function wishes(): Promise<readonly Wish[]> {
  return token() ? (await ask<{ items: readonly Wish[] }>('GET', 'wishes')).items : []
}
export const wish = (sku: string) => ask<void>('PUT', path(sku))
export const unwish = (sku: string) => ask<void>('DELETE', path(sku))
