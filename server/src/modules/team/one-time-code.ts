import { createHmac, randomBytes } from 'node:crypto'

/** RFC 6238 as every authenticator app does it: SHA-1, six digits, half a minute each. */
const stepSeconds = 30

export const newSecret = () => randomBytes(20)

/** Which half minute a moment lies in. */
export const stepAt = (at: Date) => Math.floor(at.getTime() / 1000 / stepSeconds)

/** The code of one half minute (RFC 4226, section 5.3). */
export function codeAt(secret: Buffer, step: number): string {
  const moment = Buffer.alloc(8)
  moment.writeBigUInt64BE(BigInt(step))
  const hmac = createHmac('sha1', secret).update(moment).digest()
  const offset = (hmac[19] ?? 0) & 0xf
  const number = (hmac.readUInt32BE(offset) & 0x7fff_ffff) % 1_000_000
  return String(number).padStart(6, '0')
}

/** The half minute that a code belongs to: now, or the one before or after, as clocks differ. */
export function stepOf(secret: Buffer, code: string, now: Date): number | undefined {
  const step = stepAt(now)
  return [step, step - 1, step + 1].find((near) => codeAt(secret, near) === code)
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** Base32 (RFC 4648): how apps take a secret, and people type it where no camera is. */
export function base32(bytes: Buffer): string {
  let bits = ''
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0')
  const groups = bits.match(/.{1,5}/g) ?? []
  return groups.map((group) => alphabet[Number.parseInt(group.padEnd(5, '0'), 2)]).join('')
}

interface Label {
  issuer: string
  account: string
}

/** What the code to scan holds. */
export function authenticatorUri(secret: Buffer, { issuer, account }: Label): string {
  const query = new URLSearchParams({ secret: base32(secret), issuer })
  return `otpauth://totp/${encodeURIComponent(issuer)}:${encodeURIComponent(account)}?${query.toString().replaceAll('+', '%20')}`
}
