import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { z } from 'zod'
import { Trouble } from './trouble.ts'

const portNumber = 'must be a whole number from 1 to 65535'
const port = z.coerce.number(portNumber).int(portNumber).min(1, portNumber).max(65_535, portNumber)
const flag = z.enum(['0', '1']).transform((value) => value === '1')
const url = (...schemes: string[]) =>
  z.url({
    protocol: new RegExp(`^(${schemes.join('|')})$`),
    error: `must be a URL that begins with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`,
  })

/** Addresses, networks such as 10.0.0.0/8, or the names that proxy-addr has for those of one's own. */
const proxies = z
  .string()
  .transform((text) => text.split(',').map((one) => one.trim()))
  .refine((all) => all.every(isNetwork), 'must be addresses or networks, with commas between them')

function isNetwork(text: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(text)) return true
  const [address = '', bits = '0', ...more] = text.split('/')
  const most = isIP(address) === 4 ? 32 : 128
  return isIP(address) > 0 && more.length === 0 && /^\d+$/.test(bits) && Number(bits) <= most
}

/** Every setting, as its environment variable. docs/configuration.md lists them; a test compares. */
export const environment = z.object({
  PORT: port.default(3000),
  HOST: z.string().default('127.0.0.1'),
  BASE_URL: url('http', 'https').optional(),
  TRUSTED_PROXIES: proxies.optional(),
  DATA_DIR: z.string().default('./data'),
  DATABASE_URL: url('postgres', 'postgresql').optional(),
  DATABASE_UNSAFE: flag.default(false),
  DEMO: flag.default(true),
  ROLE: z.enum(['all', 'api', 'worker']).default('all'),
  SMTP_URL: url('smtp', 'smtps').optional(),
  MAIL_FROM: z.string().optional(),
  DKIM_DOMAIN: z.string().optional(),
  DKIM_SELECTOR: z.string().optional(),
  DKIM_KEY_FILE: z.string().optional(),
  SEAL_KEY: z.string().min(16, 'must be at least 16 characters').optional(),
  WEBHOOK_HOSTS: z
    .string()
    .transform((text) => text.split(',').map((one) => one.trim()))
    .optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
})

/** The settings of this process. Read once, at the start; nothing else reads the environment. */
export interface Config {
  readonly port: number
  readonly host: string
  readonly baseUrl: string
  /** Who may say for whom they ask. */
  readonly trustedProxies: readonly string[]
  readonly dataDir: string
  readonly databaseUrl: string | undefined
  readonly databaseUnsafe: boolean
  readonly demo: boolean
  readonly role: 'all' | 'api' | 'worker'
  readonly smtpUrl: string | undefined
  readonly mailFrom: string | undefined
  readonly dkim: Dkim | undefined
  /** What the secrets of others are sealed with; a key in the data folder, if absent. */
  readonly sealKey: string | undefined
  /** Hosts within our own networks that webhooks may call. */
  readonly webhookHosts: readonly string[]
  readonly logLevel: string
}

export interface Dkim {
  readonly domain: string
  readonly selector: string
  readonly keyFile: string
}

export function readConfig(env: Record<string, string | undefined>): Config {
  const filled = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const read = environment.safeParse(filled)
  if (!read.success) {
    const lines = read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
    throw new Trouble(lines.join('\n'))
  }
  const { data } = read
  return {
    port: data.PORT,
    host: data.HOST,
    baseUrl: (data.BASE_URL ?? `http://localhost:${data.PORT}`).replace(/\/+$/, ''),
    trustedProxies: data.TRUSTED_PROXIES ?? [],
    dataDir: resolve(data.DATA_DIR),
    databaseUrl: data.DATABASE_URL,
    databaseUnsafe: data.DATABASE_UNSAFE,
    demo: data.DEMO,
    role: data.ROLE,
    smtpUrl: data.SMTP_URL,
    mailFrom: data.MAIL_FROM,
    dkim: dkim(data),
    sealKey: data.SEAL_KEY,
    webhookHosts: data.WEBHOOK_HOSTS ?? [],
    logLevel: data.LOG_LEVEL,
  }
}

/** Signing needs its three settings together: one alone is a mistake, not a wish to send unsigned. */
function dkim(data: z.infer<typeof environment>): Dkim | undefined {
  const { DKIM_DOMAIN: domain, DKIM_SELECTOR: selector, DKIM_KEY_FILE: keyFile } = data
  if (domain && selector && keyFile) return { domain, selector, keyFile: resolve(keyFile) }
  if (!domain && !selector && !keyFile) return undefined
  throw new Trouble('DKIM_DOMAIN, DKIM_SELECTOR and DKIM_KEY_FILE: set all three or none')
}
