/** The consent module as the rest of the product sees it: who may be contacted, for what, and why. */
export {
  type ConsentKey,
  consenting,
  consentOf,
  mayContact,
  type Permission,
} from './permission.ts'
export { consentTables } from './tables.ts'
