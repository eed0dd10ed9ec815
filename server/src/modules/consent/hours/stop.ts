/** What somebody who answers a text message wants us to do, if that is to stop. */
const stops =
  /^\s*[«"'(]*(stop|arr[eê]t|arr[eê]ter|arr[eê]tez|unsubscribe|d[eé]sabonner|d[eé]sinscrire|fin|quit|cancel|end)\b/i

/** Whether an answer is a STOP: the word at its beginning, however it is written. */
export const isStop = (answer: string): boolean => stops.test(answer.normalize('NFC'))

/** Short numbers of France: what begins with 36 may advertise, what begins with 38 may not. */
export function shortNumberOf(sender: string): 'marketing' | 'service' | undefined {
  if (/^36\d{3}$/.test(sender)) return 'marketing'
  if (/^38\d{3}$/.test(sender)) return 'service'
  return undefined
}

/** Businesses may not send from the numbers of persons: 06 and 07. */
export const isPersonsNumber = (sender: string): boolean => /^(\+33|0033|0)[67]\d{8}$/.test(sender)
