/** The catalogue as the rest of the product sees it: what there is, at which price, taxed how. */
export type { Part, Price, Sellable } from './contract.ts'
export { byBarcode, sellable } from './sellable.ts'
export { catalogTables } from './tables.ts'
export { vatRate } from './vat.ts'
