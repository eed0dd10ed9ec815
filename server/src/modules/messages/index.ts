/** The messages module as the rest of the product sees it: plan one, and it is sent or says why not. */
export { messagesConsumers } from './consumers.ts'
export type { MessageReason } from './contract.ts'
export { type HouseMails, houseMails } from './house-mails/house-mails.ts'
export { messagesJobs } from './loops.ts'
export { nextMessageAt } from './next-due.ts'
export {
  broadcastMoved,
  campaignCounts,
  campaignPulse,
  campaignTouches,
  takeBackPlanned,
} from './of-campaigns.ts'
export { openMessages } from './open.ts'
export {
  contactsOf,
  factThen,
  type RecipientThen,
  reachesThen,
  reasonThen,
  type SendingRules,
  sendingRules,
  suppressedSince,
} from './past.ts'
export { planMessage, planMessages } from './plan.ts'
export { reachedBy, sendingChannels } from './reach.ts'
export { messagesRoutes } from './routes.ts'
export { installSamples, installTemplates, type SampleMail } from './samples/install.ts'
export { messagesTables } from './tables.ts'
export { templates } from './templates.ts'
export { lastClicks } from './track.ts'
