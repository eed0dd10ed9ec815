import type { Db } from '../../kernel/database.ts'
import type { Names } from './read/names.ts'
import { ItemUnknown } from './refusals.ts'

const told = 5

export const skusIn = (lines: readonly { readonly sku: string }[]) => lines.map(({ sku }) => sku)

/**
 * Stock is kept of what the catalogue knows, on sale or not: a slip of the pen would be goods that nobody can sell. What is
 * unknown is named, with its places among the lines that were sent.
 */
export async function checkKnown(db: Db, names: Names, skus: readonly string[]): Promise<void> {
  const known = await names.goods(db, [...new Set(skus)])
  const lines = skus.flatMap((sku, at) => (known.has(sku) ? [] : [at]))
  if (lines.length === 0) return
  const unknown = [...new Set(lines.flatMap((at) => skus[at] ?? []))]
  throw new ItemUnknown({
    ...{ skus: unknown.slice(0, told).join(', '), unknown: unknown.length, lines },
    more: Math.max(0, unknown.length - told),
  })
}
