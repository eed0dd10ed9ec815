/** The audiences module as the rest of the product sees it; its facts are named in ./events.ts. */
import type { Job } from '../../kernel/jobs.ts'
import type { Loop } from '../../kernel/loops.ts'
import type { InWork } from '../../kernel/work.ts'
import { buildingLoop } from './building.ts'
import { clearJob } from './clearing.ts'
import { passingOfTime } from './passing.ts'
import { personasJob } from './personas/search.ts'
import { sizesJob } from './sizes/snapshot.ts'

export type { AudienceUse } from './contract.ts'
export { audiencesHooks } from './hook.ts'
export { joinedBetween } from './joined.ts'
export { knownAudiences, knownLists, listCustomers } from './list-door.ts'
export { audiencesOf, membersAmong, membersOf } from './members.ts'
export { nextChangeAt } from './next-change.ts'
export { installAudiences, type ReadyAudience, readyAudience } from './ready.ts'
export { audiencesThen, type PastAudiences } from './replay/plans.ts'
export { type OfToday, ofToday } from './replay/today.ts'
export { Watch, Watcher } from './replay/watcher.ts'
export { audiencesRoutes } from './routes.ts'
export { syncsConsumer } from './syncs/changes.ts'
export { syncsLoop } from './syncs/loop.ts'
export { publicBases } from './syncs/platform.ts'
export { audiencesTables } from './tables.ts'
export type { UsedBy } from './uses.ts'

export const audiencesLoops = (inWork: InWork): Loop[] => [
  passingOfTime(inWork),
  buildingLoop(inWork),
]

// biome-ignore lint/suspicious/noExplicitAny: each job checks its own payload
export const audiencesJobs = (inWork: InWork): Job<any>[] => [
  clearJob(inWork),
  sizesJob(inWork),
  personasJob(inWork),
]
