import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { codeOf } from './faults.ts'

/** Keeps secrets of others so that whoever holds a copy of the database alone cannot read them. */
export interface Seal {
  /** `purpose` is bound into it: what was sealed for one thing opens for no other. */
  close(secret: string, purpose: string): Buffer
  /** Undefined when it was sealed with another key, or altered. */
  open(sealed: Buffer, purpose: string): string | undefined
}

const nonceBytes = 12
const tagBytes = 16

/**
 * AES-256-GCM with SEAL_KEY, or else with a key that lies in the data folder and is made when it is
 * first needed. Without a folder the key ends with the process.
 */
export function openSeal({
  sealKey,
  dataDir,
}: {
  sealKey?: string | undefined
  dataDir: string
}): Seal {
  let made: Buffer | undefined
  const key = () => {
    made ??= sealKey ? createHash('sha256').update(sealKey).digest() : keyIn(dataDir)
    return made
  }
  return {
    close(secret, purpose) {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv('aes-256-gcm', key(), nonce).setAAD(Buffer.from(purpose))
      const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), text])
    },
    open(sealed, purpose) {
      try {
        const tagEnd = nonceBytes + tagBytes
        const decipher = createDecipheriv('aes-256-gcm', key(), sealed.subarray(0, nonceBytes), {
          authTagLength: tagBytes,
        })
        decipher.setAAD(Buffer.from(purpose)).setAuthTag(sealed.subarray(nonceBytes, tagEnd))
        const text = Buffer.concat([decipher.update(sealed.subarray(tagEnd)), decipher.final()])
        return text.toString('utf8')
      } catch {
        return undefined
      }
    },
  }
}

function keyIn(dataDir: string): Buffer {
  if (dataDir === '') return randomBytes(32)
  const file = join(dataDir, 'seal.key')
  mkdirSync(dataDir, { recursive: true })
  try {
    writeFileSync(file, randomBytes(32).toString('hex'), { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
  }
  return Buffer.from(readFileSync(file, 'utf8').trim(), 'hex')
}
