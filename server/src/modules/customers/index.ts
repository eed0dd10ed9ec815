/** The customers module as the rest of the product sees it. */

export { identify } from './identify.ts'
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
export { customersRoutes } from './routes.ts'
export { nameOf } from './search.ts'
export { customersTables } from './tables.ts'
