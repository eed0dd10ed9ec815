import { createHash, randomBytes } from 'node:crypto'

/** A secret that nobody guesses, in characters that an address and a header carry unchanged. */
export const newToken = () => randomBytes(32).toString('base64url')

/** What is kept of a secret. It is random throughout, so that a fast hash is enough. */
export const hashOf = (secret: string) => createHash('sha256').update(secret).digest()
