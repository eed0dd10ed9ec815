/** The journeys module as the rest of the product sees it; the facts it records are in ./events.ts. */
export { nextDueAt } from './due.ts'
export { journeysLoops } from './due-loop.ts'
export { journeysConsumers } from './hear.ts'
export { journeysHooks } from './merges.ts'
export { installJourneys } from './ready.ts'
export { journeysRoutes } from './routes.ts'
export { journeysTables } from './tables.ts'
