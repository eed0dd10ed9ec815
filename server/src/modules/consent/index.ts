/** The consent module as the rest of the product sees it: who may be contacted, for what, and why. */
export { Bars } from './bars.ts'
export { confirmConsumer } from './confirm.ts'
export { decide } from './decide.ts'
export { consentHooks } from './hook.ts'
export { type Links, type LinkTo, noMessage, openLinks } from './link.ts'
export { measureRoutes } from './measurement/routes.ts'
export { Html, html, pageKit } from './page.ts'
export { type Decided, decisionsOf, PastConsent } from './past.ts'
export {
  type Asking,
  consenting,
  consentOf,
  lastingConsentOf,
  mayContact,
  type Permission,
  permissionFrom,
  refusingMeasure,
} from './permission.ts'
export { privacyRoutes } from './privacy-routes.ts'
export { ask } from './requests/ask.ts'
export { type ExportFile, filesOfExport } from './requests/files.ts'
export { requestOf, requestShown } from './requests/request.ts'
export { type RequestParts, requestsLoop, runNext } from './requests/run.ts'
export { vouch } from './requests/verify.ts'
export { retentionJob, retentionNight } from './retention/night.ts'
export { consentRoutes } from './routes.ts'
export { type BoughtThen, boughtThen } from './soft-opt-in.ts'
export { consentTables } from './tables.ts'
export { publishWording } from './wordings.ts'
