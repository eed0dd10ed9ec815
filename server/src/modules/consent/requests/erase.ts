import type { Tables } from '../../../kernel/registry.ts'
import type { Work } from '../../../kernel/work.ts'
import { unname } from '../../customers/index.ts'
import { audit } from '../../team/index.ts'
import { forgetWaiting, holdWeaver } from '../../thread/index.ts'
import type { ReceiptLine } from '../contract.ts'
import { oppose } from '../opposed.ts'
import { clusterOf } from './person.ts'
import type { RequestRow } from './request.ts'
import { drawPseudonyms, eraseSome, personalTables, pseudonymise, type Sought } from './rows.ts'

/** The proof of the request itself names the person until all the rest is done. */
const last = 'consent.request'
const runner = { kind: 'command-line', id: 'erasure' } as const

/**
 * Does the next part of an erasure, small enough for one transaction, and says whether there is more.
 * What is done stands in the request, so whoever takes it up after a crash goes on from there.
 */
export async function eraseNext(work: Work, row: RequestRow, tables: Tables): Promise<boolean> {
  if (row.state === 'verified') {
    await begin(work, row)
    return true
  }
  const sought = { ids: row.ids ?? [], traces: row.traces ?? [] }
  const next = personalTables(tables).find(
    ({ table }) => table !== last && !row.done_tables.includes(table),
  )
  if (!next) {
    await end(work, row, tables, sought)
    return false
  }
  const { table, data } = next
  if (data.holds === 'pseudonymised') {
    const rows = await pseudonymise(work, table, data, sought, row.pseudonyms ?? {})
    const kept = data.found.ids.length === 0 ? 'kept' : 'pseudonymised'
    await note(work, row, { table, rows, done: kept, reason: data.reason }, true)
  } else {
    const { rows, all } = await eraseSome(work, table, data.found, sought)
    await note(work, row, { table, rows, done: 'erased' }, all)
  }
  return true
}

/**
 * From this moment nothing leads to the person: while no weaver runs, what waits in the inbox is taken
 * out and their identifiers are set free, so no event can be woven to them behind our back.
 */
async function begin(work: Work, row: RequestRow): Promise<void> {
  await holdWeaver(work)
  const { ids, traces, named } = await clusterOf(work, row)
  const waiting = await forgetWaiting(work, traces)
  const gone = await unname(work, ids)
  await oppose(work, named, row.bar)
  const receipt: ReceiptLine[] = Object.entries({ 'thread.inbox': waiting, ...gone }).map(
    ([table, rows]) => ({ table, rows, done: 'erased' }),
  )
  await work.tx
    .updateTable('consent.request')
    .set({
      ...{ state: 'running', started_at: work.now, ids: [...ids], traces: [...traces] },
      pseudonyms: JSON.stringify(drawPseudonyms(work, ids)),
      receipt: JSON.stringify(receipt),
    })
    .where('id', '=', row.id)
    .execute()
}

async function note(work: Work, row: RequestRow, line: ReceiptLine, all: boolean): Promise<void> {
  await work.tx
    .updateTable('consent.request')
    .set({
      receipt: JSON.stringify(added(row.receipt, line)),
      ...(all && { done_tables: [...row.done_tables, line.table] }),
    })
    .where('id', '=', row.id)
    .execute()
}

/** One line for each table, however many portions it took. */
function added(receipt: readonly ReceiptLine[], line: ReceiptLine): ReceiptLine[] {
  const known = receipt.find(({ table }) => table === line.table)
  if (!known) return [...receipt, line]
  return receipt.map((one) => (one === known ? { ...line, rows: one.rows + line.rows } : one))
}

/** What somebody had in hand while we went through the tables, such as a step of a journey. */
async function whatCameMeanwhile(
  work: Work,
  { receipt, pseudonyms }: RequestRow,
  tables: Tables,
  sought: Sought,
): Promise<readonly ReceiptLine[]> {
  let lines: readonly ReceiptLine[] = receipt
  for (const { table, data } of personalTables(tables)) {
    if (data.found.ids.length === 0 || table === last) continue
    const found = { ...data.found, mentions: [] }
    if (data.holds === 'personal') {
      const { rows } = await eraseSome(work, table, found, sought)
      if (rows > 0) lines = added(lines, { table, rows, done: 'erased' })
    } else {
      const { clear, reason } = data
      const rows = await pseudonymise(work, table, { found, clear }, sought, pseudonyms ?? {})
      if (rows > 0) lines = added(lines, { table, rows, done: 'pseudonymised', reason })
    }
  }
  return lines
}

async function end(work: Work, row: RequestRow, tables: Tables, sought: Sought): Promise<void> {
  const entry = tables[last as keyof Tables]
  if (entry?.data.holds !== 'pseudonymised') throw new Error(`${last} must outlive an erasure`)
  const { data } = entry
  const again = await whatCameMeanwhile(work, row, tables, sought)
  const earlier = await pseudonymise(work, last, data, sought, row.pseudonyms ?? {})
  const line = { table: last, rows: earlier, done: 'pseudonymised', reason: data.reason } as const
  const receipt = added(again, line)
  const nothing = Object.fromEntries(data.clear.map((column) => [column, null]))
  await work.tx
    .updateTable('consent.request')
    .set({ ...nothing, state: 'done', done_at: work.now, receipt: JSON.stringify(receipt) })
    .where('id', '=', row.id)
    .execute()
  const rows = receipt.reduce((sum, one) => sum + one.rows, 0)
  await audit(work, runner, 'consent/erased', `request:${row.id}`, { tables: receipt.length, rows })
}
