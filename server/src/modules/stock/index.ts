/** The stock module as the rest of the product sees it: what there is, where, and who may have it. */
export { type Available, availability } from './availability.ts'
export { confirm, extend } from './confirm.ts'
export { expiryLoop } from './expire.ts'
export {
  adjust,
  handOver,
  putBack,
  receive,
  restock,
  setAside,
  setOnHand,
} from './goods.ts'
export type { Line } from './level.ts'
export { InsufficientStock, NotReserved, ReservationGone } from './refusals.ts'
export { release, ship, unship } from './release.ts'
export { type Reserving, reserve } from './reserve.ts'
export { stockTables } from './tables.ts'
