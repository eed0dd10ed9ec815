import fc from 'fast-check'
import { expect, test } from 'vitest'
import { authenticatorUri, base32, codeAt, newSecret, stepAt, stepOf } from './one-time-code.ts'

test('codes are those of the RFC 6238, which every app shows', () => {
  const secret = Buffer.from('12345678901234567890')
  const at = (seconds: number) => codeAt(secret, stepAt(new Date(seconds * 1000)))

  // Appendix B, the last six of its eight digits.
  expect([59, 1111111109, 1111111111, 1234567890, 2000000000, 20000000000].map(at)).toEqual([
    ...['287082', '081804', '050471', '005924', '279037', '353130'],
  ])
})

test('a code holds for its half minute and the two beside it, for no other', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 300, max: 2 ** 31 }),
      fc.integer({ min: -5, max: 5 }),
      (at, off) => {
        const secret = newSecret()
        const now = new Date(at * 1000)
        const step = stepAt(now) + off
        const found = stepOf(secret, codeAt(secret, step), now)
        if (Math.abs(off) <= 1) expect(codeAt(secret, found ?? -1)).toBe(codeAt(secret, step))
      },
    ),
  )
  const secret = Buffer.from('12345678901234567890')
  const now = new Date(1_234_567_890_000)
  const near = [-2, -1, 0, 1, 2].map((off) =>
    stepOf(secret, codeAt(secret, stepAt(now) + off), now),
  )
  expect(near.map((step) => step !== undefined)).toEqual([false, true, true, true, false])
})

test('a secret is written as apps read it', () => {
  expect(base32(Buffer.from('foobar'))).toBe('MZXW6YTBOI') // RFC 4648, section 10
  expect(
    authenticatorUri(Buffer.from('foobar'), { issuer: 'Maison & Co', account: 'a@b.fr' }),
  ).toBe('otpauth://totp/Maison%20%26%20Co:a%40b.fr?secret=MZXW6YTBOI&issuer=Maison%20%26%20Co')
})
