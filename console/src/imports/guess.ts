import { eventsMapping, ImportMapping } from '../../../server/src/modules/thread/import/contract.ts'

/** A first mapping for a file, by its name and its first lines: to be looked at, and mended. */
export function guessMapping(name: string, beginning: readonly string[]): ImportMapping {
  const isRecords = /\.(ndjson|jsonl|json)(\.gz)?$/i.test(name)
  const [first = ''] = beginning
  const record = isRecords ? objectIn(first) : undefined
  if (record && ('type' in record || 'messageId' in record)) return eventsMapping
  const delimiter = mostFrequent(first)
  const columns = record ? pathsOf(record) : first.split(delimiter).map(unquoted)
  return ImportMapping.parse({
    format: isRecords ? 'ndjson' : 'csv',
    ...(!isRecords && { csv: { delimiter, decimal: delimiter === ';' ? ',' : '.' } }),
    ...whatIn(columns),
  })
}

function whatIn(columns: readonly string[]) {
  const find = (pattern: RegExp) => columns.find((column) => pattern.test(column))
  const cell = (pattern: RegExp, as?: 'number') => {
    const column = find(pattern)
    return column && { column, ...(as && { as }) }
  }
  const order = cell(/(order|invoice|facture|commande|ticket).*(id|no|num|ref)?$/i)
  const user = cell(/(customer|client|user).*(id|no|num)?$/i)
  const clock = {
    channel: order ? 'shop' : 'web',
    timestamp: { column: find(/date|time|created|when|_at$/i) ?? columns.find(Boolean) ?? 'date' },
    ...(user && { userId: { ...user, as: 'id' } }),
  }
  const email = cell(/e?-?mail/i)
  if (!order) {
    const traits = {
      ...{ email, phone: cell(/phone|tel|mobile/i) },
      ...{ firstName: cell(/first|prenom|prénom/i), lastName: cell(/last|nom$/i) },
    }
    return { ...clock, events: [{ type: 'identify' }], traits: stated(traits) }
  }
  const properties = {
    ...{ order_id: order, email, currency: cell(/currency|devise/i) ?? { value: 'EUR' } },
    total: cell(/total|amount|montant/i, 'number'),
  }
  return { ...clock, events: [{ event: 'Order Completed' }], properties: stated(properties) }
}

const stated = (values: Record<string, object | string | undefined>) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value))

function objectIn(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null
      ? (value as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}

function pathsOf(record: Record<string, unknown>, within = ''): string[] {
  return Object.entries(record).flatMap(([name, value]) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? pathsOf(value as Record<string, unknown>, `${within}${name}.`)
      : [`${within}${name}`],
  )
}

function mostFrequent(line: string): string {
  const count = (sign: string) => line.split(sign).length
  return [',', ';', '\t', '|'].sort((one, other) => count(other) - count(one))[0] ?? ','
}

const unquoted = (cell: string) => cell.trim().replace(/^"(.*)"$/, '$1')
