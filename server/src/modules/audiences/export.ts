import { Readable } from 'node:stream'
import type { Db } from '../../kernel/database.ts'
import { identifiersOfAll } from '../customers/index.ts'
import { membersOf } from './members.ts'

const portion = 200
const columns = ['customer_id', 'name', 'email', 'phone', 'since'] as const

/** Who is in an audience, as a file: read portion by portion, however many they are. */
export function membersFile(db: Db, audienceId: string): Readable {
  return Readable.from(lines(db, audienceId))
}

async function* lines(db: Db, audienceId: string): AsyncGenerator<string> {
  yield `\uFEFF${columns.join(',')}\r\n`
  let after: string | undefined
  do {
    const page = await membersOf(db, audienceId, { limit: portion, after })
    const ids = page.members.map(({ customerId }) => customerId)
    const named = Map.groupBy(await identifiersOfAll(db, ids), ({ customerId }) => customerId)
    const rows = page.members.map(({ customerId, name, since }) => {
      const one = (kind: string) =>
        named.get(customerId)?.find((identifier) => identifier.kind === kind)?.value
      return [customerId, name, one('email'), one('phone'), since].map(cell).join(',')
    })
    if (rows.length > 0) yield `${rows.join('\r\n')}\r\n`
    after = page.next ?? undefined
  } while (after)
}

/** A cell that begins like a formula would be one in a spreadsheet. */
function cell(value: string | null | undefined): string {
  const text = value ?? ''
  const safe = /^[=@\t\r]|^[+-](?![\d ]+$)/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
