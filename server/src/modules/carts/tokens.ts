import { createHash, randomBytes, randomInt } from 'node:crypto'

/** What a shopper's browser or app holds; it is recognisable, so that it is not taken for a team's key. */
export const newToken = () => `shp_${randomBytes(32).toString('base64url')}`

/** Without signs that are taken for one another when read aloud. */
const signs = '23456789ABCDEFGHJKLMNPQRSTVWXYZ'

/** A code that people read, type and scan. */
export const newCode = (length: number) =>
  Array.from({ length }, () => signs[randomInt(signs.length)]).join('')

/** Six digits, for a mail. */
export const newDigits = () => String(randomInt(1_000_000)).padStart(6, '0')

/** What is kept of a secret. */
export const hashOf = (secret: string) => createHash('sha256').update(secret).digest()
