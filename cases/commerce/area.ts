import type { Product } from '../product.ts'
import type { Case } from './schema.ts'

/** Runs a case of one area, and says what was not as expected. */
export type Area = (one: Case, product: () => Promise<Product>) => Promise<string[]>
