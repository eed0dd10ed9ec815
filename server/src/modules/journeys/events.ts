/** What journeys record on their customers' threads; the properties are ids. */
export const journeyEntered = 'Journey Entered'
export const journeyEnded = 'Journey Ended'
export const journeyConverted = 'Journey Converted'
/** `{ award: 'points' | 'coupon', points?, promotion?, reason, awardId }`: to be credited once for each `awardId`. */
export const awardGranted = 'Award Granted'
/** `{ experiment_id, variation_id }`, as the others who tell of experiments name it. */
export const experimentViewed = 'Experiment Viewed'
/** `{ taskId, for }` */
export const taskCreated = 'Task Created'
export const taskDone = 'Task Done'
