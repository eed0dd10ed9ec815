import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { environment, readConfig } from './config.ts'

test('nothing needs to be set', () => {
  expect(readConfig({})).toMatchObject({
    port: 3000,
    baseUrl: 'http://localhost:3000',
    demo: true,
    role: 'all',
    databaseUrl: undefined,
  })
})

test('a bad value gives one line that names the setting', () => {
  const read = () => readConfig({ PORT: 'high', ROLE: 'boss', DATABASE_URL: 'mysql://x' })

  expect(read).toThrow(
    /^PORT: .*\nDATABASE_URL: must be a URL that begins with postgres:\/\/.*\nROLE: .*$/,
  )
})

test('an empty value counts as absent', () => {
  expect(readConfig({ PORT: '', SMTP_URL: '' })).toMatchObject({ port: 3000, smtpUrl: undefined })
})

test('the address of the product ends without a slash', () => {
  expect(readConfig({ BASE_URL: 'https://fil.example/' }).baseUrl).toBe('https://fil.example')
})

test('the proxies that are believed are addresses and networks', () => {
  const read = (list: string) => readConfig({ TRUSTED_PROXIES: list }).trustedProxies
  expect(read('10.0.0.7, 192.168.0.0/16,::1,loopback')).toEqual([
    ...['10.0.0.7', '192.168.0.0/16', '::1', 'loopback'],
  ])
  for (const wrong of ['everybody', '10.0.0.0/33', '10.0.0.7/8/8', '10.0.0', ',']) {
    expect(() => read(wrong)).toThrow(/^TRUSTED_PROXIES: /)
  }
})

test('half a set of signing keys is refused', () => {
  expect(() => readConfig({ DKIM_DOMAIN: 'fil.example' })).toThrow(/all three or none/)
})

test('the documentation lists every setting with its default, and no other', async () => {
  const page = await readFile(new URL('../../../docs/configuration.md', import.meta.url), 'utf8')
  const rows = [...page.matchAll(/^\| `([A-Z_]+)` \| (?:`(.*?)`)? ?\|/gm)].map(
    ([, name, value]) => [name, value ?? ''],
  )
  const defaults: Record<string, string> = { BASE_URL: 'http://localhost:PORT' }
  const settings = Object.entries(environment.shape).map(([name, schema]) => {
    const value = schema.safeParse(undefined).data
    return [
      name,
      defaults[name] ??
        (value === undefined
          ? ''
          : String(Number(value) || value === false || value === true ? Number(value) : value)),
    ]
  })

  expect(rows.length).toBeGreaterThan(10)
  expect(Object.fromEntries(rows)).toEqual(Object.fromEntries(settings))
})
