/** What the thread is told when somebody's membership changes; properties: `{ audienceId }`. */
export const audienceEntered = 'Audience Entered'
export const audienceLeft = 'Audience Left'
