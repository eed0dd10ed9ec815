import { createHash } from 'node:crypto'

const hash = (text: string) => createHash('sha256').update(text).digest('hex')

interface Named {
  readonly kind: string
  readonly value: string
}

/** How a platform wants what names a person written before it is hashed; undefined: not usable there. */
export interface Rules {
  readonly email: (value: string) => string | undefined
  readonly phone: (value: string) => string | undefined
}

const isAddress = (text: string) => /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(text)

/**
 * Google: no spaces, small letters; of its own addresses without the dots before the @ and without what
 * follows a plus; telephone numbers as E.164 with their plus.
 */
export const googleRules: Rules = {
  email: (value) => {
    const plain = value.replaceAll(/\s/g, '').toLowerCase()
    if (!isAddress(plain)) return undefined
    const [local = '', domain = ''] = plain.split('@')
    if (domain !== 'gmail.com' && domain !== 'googlemail.com') return plain
    return `${(local.split('+')[0] ?? '').replaceAll('.', '')}@${domain}`
  },
  phone: (value) => {
    const digits = digitsOf(value)
    return digits && `+${digits}`
  },
}

/** Meta: trimmed, small letters; telephone numbers with the country's code, digits only, no zero in front. */
export const metaRules: Rules = {
  email: (value) => {
    const plain = value.trim().toLowerCase()
    return isAddress(plain) ? plain : undefined
  },
  phone: (value) => digitsOf(value)?.replace(/^0+/, ''),
}

/** Only numbers that tell their country. */
function digitsOf(value: string): string | undefined {
  const plain = value.replaceAll(/[\s().-]/g, '')
  return /^\+\d{8,15}$/.test(plain) ? plain.slice(1) : undefined
}

const kinds = ['email', 'phone'] as const

/** What names a person there: `email:…` and `phone:…`, hashed, sorted, each once. */
export function hashedIdentifiers(named: readonly Named[], rules: Rules): string[] {
  const found = new Set<string>()
  for (const { kind, value } of named) {
    const known = kinds.find((one) => one === kind)
    const written = known && rules[known](value)
    if (written) found.add(`${known}:${hash(written)}`)
  }
  return [...found].sort()
}

/** The hashes of one kind. */
export const hashesOf = (identifiers: readonly string[], kind: (typeof kinds)[number]): string[] =>
  identifiers.flatMap((one) => (one.startsWith(`${kind}:`) ? [one.slice(kind.length + 1)] : []))
