/** The consent module as the rest of the product sees it: who may be contacted, for what, and why. */
export type { Purpose } from './contract.ts'
export { decide } from './decide.ts'
export { consentHooks } from './hook.ts'
export { type Links, type LinkTo, noMessage, openLinks } from './link.ts'
export {
  consenting,
  consentOf,
  mayContact,
  type Permission,
} from './permission.ts'
export { consentRoutes } from './routes.ts'
export { consentTables } from './tables.ts'
export { publishWording } from './wordings.ts'
