import { createHmac } from 'node:crypto'
import { checkTimed, isSame, type TimedFault } from '../../../kernel/signed.ts'
import type { HookSignature } from './contract.ts'

export type SignatureFault = 'missing' | TimedFault

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
  if (scheme === 'timed') return checkTimed(secret, { header, body, now })
  if (!header.startsWith(prefix)) return 'wrong'
  const given = Buffer.from(header.slice(prefix.length).trim(), scheme)
  const right = createHmac('sha256', secret).update(body).digest()
  return isSame(given, right) ? right : 'wrong'
}
