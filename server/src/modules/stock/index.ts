/** The stock module as the rest of the product sees it: what there is, where, and who may have it. */
export { isNotAtOnce, reserveAtLast } from './at-last.ts'
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
export { stockJobs } from './jobs.ts'
export type { Line } from './level.ts'
export { letGoHeld, receiveHeld, returnHeld, sendHeld, type WhyNot } from './papers/held.ts'
export { approve, beginStocktake, count } from './papers/stocktake.ts'
export { arrive, callOff, transfer } from './papers/transit.ts'
export { backInStockThen } from './past.ts'
export { prove } from './proof.ts'
export type { Names } from './read/names.ts'
export { InsufficientStock, ReservationGone } from './refusals.ts'
export { release, ship, unship } from './release.ts'
export { reserve } from './reserve.ts'
export { stockRoutes } from './routes.ts'
export { allocate } from './routing/allocate.ts'
export type { Candidate, Rules } from './routing/question.ts'
export { setLevelRules } from './rules.ts'
export { Rush } from './rush.ts'
export { stockTables } from './tables.ts'
export { Watch } from './watch.ts'
