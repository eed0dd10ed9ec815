import { createHmac, timingSafeEqual } from 'node:crypto'

/** How far the clock of whoever signs may be from ours, in seconds. */
const tolerance = 300

export type TimedFault = 'wrong' | 'too-old'

/**
 * Whether a request was signed by whoever holds the secret, not long ago: `t=…,v1=…`, an HMAC over the
 * time and the body. Compared in constant time; gives the bytes of the signature.
 */
export function checkTimed(
  secret: string,
  { header, body, now }: { header: string; body: Buffer; now: number },
): Buffer | TimedFault {
  const parts = header.split(',').map((part) => part.trim().split('='))
  const time = parts.find(([name]) => name === 't')?.[1]
  if (!time || !/^\d{1,12}$/.test(time)) return 'wrong'
  const right = createHmac('sha256', secret).update(`${time}.`).update(body).digest()
  // While a secret is replaced a sender signs with both.
  const given = parts
    .filter(([name]) => name === 'v1')
    .map(([, hex]) => Buffer.from(hex ?? '', 'hex'))
  if (!given.some((one) => isSame(one, right))) return 'wrong'
  return Math.abs(now / 1000 - Number(time)) <= tolerance ? right : 'too-old'
}

/** The header with which such a request is signed. */
export function signTimed(secret: string, body: string, now: number): string {
  const time = Math.floor(now / 1000)
  const hash = createHmac('sha256', secret).update(`${time}.`).update(body).digest('hex')
  return `t=${time},v1=${hash}`
}

export const isSame = (given: Buffer, right: Buffer) =>
  given.length === right.length && timingSafeEqual(given, right)
