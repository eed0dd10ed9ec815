/** The team module as the rest of the product sees it: who may do what, and who did. */
export { type Actor, commandLine } from './actor.ts'
export { audit } from './audit.ts'
export { teamTables } from './tables.ts'
