import { createHash, randomInt } from 'node:crypto'

/** Without those that are taken for one another; 16 of them cannot be guessed. */
const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'
const length = 16
const tailLength = 4

/** A code as it is printed: four by four. */
export function drawCardCode(): string {
  const code = Array.from({ length }, () => letters[randomInt(letters.length)]).join('')
  return code.replace(/(.{4})(?!$)/g, '$1-')
}

/** Only this is kept: who reads the database cannot pay with what is in it. */
export const hashOfCode = (code: string) =>
  createHash('sha256')
    .update(`gift-card:${plain(code)}`)
    .digest('hex')

/** What may be shown of a code. */
export const tailOf = (code: string) => plain(code).slice(-tailLength)

/** However it is typed: hyphens, blanks and case do not count. */
const plain = (code: string) => code.toUpperCase().replace(/[^A-Z0-9]/g, '')
