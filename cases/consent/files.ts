import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ImportMapping, importFile } from '../../server/src/modules/thread/index.ts'
import type { Product } from '../product.ts'
import { answerFor, placesOf } from './ground.ts'

/**
 * Consents that a file brings: by an id, by an address, by both. One that names neither is refused as a
 * file, a line that names nobody as a line.
 */
export async function filesOfConsent(product: Product): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'consent-'))
  try {
    return [
      ...(await brings(product, folder, { id: 'file-1' })),
      ...(await brings(product, folder, { email: 'file-2@example.fr' })),
      ...(await brings(product, folder, { id: 'file-3', email: 'file-3@example.fr' })),
      ...(await refusesLine(product, folder)),
      ...(await refusesFile(product, folder)),
    ]
  } finally {
    await rm(folder, { recursive: true })
  }
}

interface Row {
  readonly id?: string
  readonly email?: string
}

async function brings(product: Product, folder: string, row: Row): Promise<string[]> {
  const about = Object.keys(row).join(' and ')
  const report = await read(product, folder, row, about)
  if (report.refused > 0) return [`by ${about}: refused`]
  await product.settle()
  const groups = [{ name: 'group', channel: 'email', default: 'not_subscribed' } as const]
  const place = (await placesOf(product, groups)).get('group')
  if (!place || !row.id) return []
  const answer = await answerFor(product, row.id, place)
  return answer?.allowed ? [] : [`by ${about}: ${answer?.reason ?? 'nobody there'}`]
}

async function refusesLine(product: Product, folder: string): Promise<string[]> {
  const { refused } = await read(product, folder, { id: '', email: '' }, 'nobody')
  return refused === 1 ? [] : ['a line that names nobody was taken']
}

async function refusesFile(product: Product, folder: string): Promise<string[]> {
  const named = { id: 'x', email: 'y@example.fr' }
  return read(product, folder, {}, 'neither', named).then(
    () => ['a file without either column was taken'],
    () => [],
  )
}

async function read(product: Product, folder: string, row: Row, name: string, mapped: Row = row) {
  const file = join(folder, `${name}.csv`)
  const columns = { ...row, at: '2026-01-02T10:00:00Z' }
  await writeFile(file, `${Object.keys(columns).join(',')}\n${Object.values(columns).join(',')}\n`)
  const said = { purpose: 'marketing', channel: 'email', wording: 'cases', language: 'fr' }
  const properties = { ...said, form: 'paper of 2026' }
  return importFile(product, {
    ...{
      file,
      source: `file of ${name}`,
      basis: 'consent',
      errorsFile: join(folder, 'errors.csv'),
    },
    mapping: ImportMapping.parse({
      channel: 'api',
      timestamp: { column: 'at', format: 'iso', zone: 'UTC' },
      ...('id' in mapped && { userId: { column: 'id', as: 'text', signed: false } }),
      events: [{ type: 'track', event: 'Consent Given', sign: 1, skip: false }],
      properties: {
        ...Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, { value }])),
        ...('email' in mapped && { email: { column: 'email', as: 'text', signed: false } }),
      },
    }),
  })
}
