import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openSeal } from './seal.ts'

test('what was sealed opens with its key and for its purpose only, and not when it was altered', () => {
  const seal = openSeal({ sealKey: 'one', dataDir: '' })
  const other = openSeal({ sealKey: 'other', dataDir: '' })
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.nat(), (secret, purpose, at) => {
      const sealed = seal.close(secret, purpose)
      expect(seal.open(sealed, purpose)).toBe(secret)
      expect(seal.open(sealed, `${purpose}!`)).toBeUndefined()
      expect(other.open(sealed, purpose)).toBeUndefined()
      const altered = Buffer.from(sealed)
      altered[at % altered.length] = (altered[at % altered.length] ?? 0) ^ 1
      expect(seal.open(altered, purpose)).toBeUndefined()
    }),
  )
})

test('two processes of one folder share the key, which nobody else may read', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'seal-'))
  const sealed = openSeal({ dataDir }).close('secret', 'a')
  expect(openSeal({ dataDir }).open(sealed, 'a')).toBe('secret')
  expect((await stat(join(dataDir, 'seal.key'))).mode & 0o777).toBe(0o600)
  await rm(dataDir, { recursive: true })
})
