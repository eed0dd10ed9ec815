/** The messages module as the rest of the product sees it: plan one, and it is sent or says why not. */
export { type MessagePlan, type PlannedMessage, planMessage, planMessages } from './plan.ts'
export { messagesTables } from './tables.ts'
