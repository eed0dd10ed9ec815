import { createHmac, timingSafeEqual } from 'node:crypto'
import type { HookSignature } from './contract.ts'

/** How far the clock of whoever signs may be from ours, in seconds. */
const tolerance = 300

export type SignatureFault = 'missing' | 'wrong' | 'too-old'

/**
 * Whether a request was signed by whoever holds the secret. Compared in constant time; gives the
 * bytes of the signature, by which the same request is known when it comes again.
 */
export function checkSignature(
  { scheme, prefix }: HookSignature,
  secret: string,
  { header, body, now }: { header: string | undefined; body: Buffer; now: number },
): Buffer | SignatureFault {
  if (!header) return 'missing'
  if (scheme === 'timed') return checkTimed(secret, header, body, now)
  if (!header.startsWith(prefix)) return 'wrong'
  const given = Buffer.from(header.slice(prefix.length).trim(), scheme)
  const right = createHmac('sha256', secret).update(body).digest()
  return isSame(given, right) ? right : 'wrong'
}

function checkTimed(secret: string, header: string, body: Buffer, now: number) {
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

const isSame = (given: Buffer, right: Buffer) =>
  given.length === right.length && timingSafeEqual(given, right)
