/** The customers module as the rest of the product sees it. */

export { customerFor, mayName } from './customer-for.ts'
export { identifiersOfAll, peopleNotSeenSince, unname } from './forget.ts'
export { habitsById } from './habit-book.ts'
export { addUp, habitsIn, under } from './habits.ts'
export { openIdentify } from './identify.ts'
export { identityRoutes } from './identity-routes.ts'
export { customersJobs } from './jobs.ts'
export { stageOf, stageRules } from './lifecycle.ts'
export {
  countPeople,
  emailsThen,
  finalIdsAfter,
  idsThen,
  mergesAmong,
  type PastAddress,
  type PastId,
  type PastMerge,
  profileThen,
} from './past.ts'
export {
  emailsOf,
  finalIds,
  findBy,
  findMany,
  idsOfPeople,
  peopleAfter,
  profileOf,
  profilesOf,
  threadIds,
} from './people.ts'
export { hear, joined, type Likeness, newLikeness, see } from './portrait.ts'
export { keptOrders } from './profile.ts'
export { profileConsumer } from './profile-keeper.ts'
export { customersRoutes } from './routes.ts'
export { rulebookOf } from './rule-store.ts'
export { nameOf } from './summaries.ts'
export { customersTables } from './tables.ts'
