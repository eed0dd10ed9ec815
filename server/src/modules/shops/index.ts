/** The shops module as the rest of the product sees it: where the brand is, and when it is open. */
export type { Location } from './contract.ts'
export { LocationInput } from './contract.ts'
export { locationById, locations } from './locations.ts'
export { metresBetween, nearest } from './nearest.ts'
export { nextOpening, openAt } from './opening.ts'
export { shopsRoutes } from './routes.ts'
export { addLocation } from './save.ts'
export { shopsTables } from './tables.ts'
