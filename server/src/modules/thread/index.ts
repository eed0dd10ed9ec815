/** The thread as the other modules see it; what they listen to is imported from ./events.ts. */

export { Ahead } from './ahead.ts'
export { allowOtherOrigins, clientRoutes } from './client-routes.ts'
export { collectRoutes } from './collect-routes.ts'
export { consume, consumerLoop, consumerStates } from './consume.ts'
export { TimelineFilters, TimelinePage } from './contract.ts'
export { openDoor } from './door/door.ts'
export { PaceKeeper } from './door/pace-keeper.ts'
export { forgetWaiting, holdWeaver } from './forget.ts'
export { eventsMapping, ImportMapping } from './import/contract.ts'
export { type ImportProgress, type ImportReport, importFile } from './import/import.ts'
export { Pace } from './import/pace.ts'
export { importRoutes } from './import/routes.ts'
export { importTables } from './import/tables.ts'
export { Inbox } from './inbox.ts'
export { threadJobs } from './jobs.ts'
export { readEvent } from './read-event.ts'
export { alerts } from './readers/alerts.ts'
export { historyLoop } from './readers/history.ts'
export { readerStates } from './readers/lag.ts'
export {
  importedAt,
  lastPosition,
  type ReceivedEvent,
  receivedEvents,
} from './received.ts'
export { putInInbox, record, recording, say } from './record.ts'
export { threadRoutes } from './routes.ts'
export { Shuttle } from './shuttle.ts'
export { createSource, sources } from './source.ts'
export { threadTables } from './tables.ts'
export { eventsOf, originsOf, timeline } from './timeline.ts'
export { openWeaver, weaverLoop } from './weaver.ts'
