/** The messages module as the rest of the product sees it: plan one, and it is sent or says why not. */
export { messagesConsumers } from './consumers.ts'
export { messagesJobs } from './loops.ts'
export { openMessages } from './open.ts'
export { planMessage, planMessages } from './plan.ts'
export { messagesRoutes } from './routes.ts'
export { installTemplates } from './samples/install.ts'
export { messagesTables } from './tables.ts'
export { templates } from './templates.ts'
