/** The customers module as the rest of the product sees it. */

export { identify } from './identify.ts'
export { customersJobs } from './jobs.ts'
export {
  emailsOf,
  finalIds,
  findBy,
  idsOfPeople,
  peopleAfter,
  profileOf,
  profilesOf,
  threadIds,
} from './people.ts'
export { profileConsumer } from './profile-keeper.ts'
export { customersRoutes } from './routes.ts'
export { nameOf } from './summaries.ts'
export { customersTables } from './tables.ts'
