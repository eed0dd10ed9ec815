/** The journeys module as the rest of the product sees it; the facts it records are in ./events.ts. */
export { journeysConsumers } from './hear.ts'
export { journeysLoops } from './loops.ts'
export { journeysHooks } from './merges.ts'
export { nextStepAt } from './next-due.ts'
export { installJourneys } from './ready/install.ts'
export { journeysRoutes } from './routes.ts'
export { journeysTables } from './tables.ts'
