import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import type { Loop } from '../../kernel/loops.ts'
import type { InWork, Work } from '../../kernel/work.ts'
import { changesBetween, tellChanges } from './price-news.ts'
import './tables.ts'

/** What is to begin or end "in a minute" does so now, and is told by whoever says it. */
export const soon = 60_000

interface Turn {
  readonly at: Date
  /** An article's sku, or a list's id. */
  readonly what: string
}

/** Remembers that something begins or ends later, by itself. */
export async function plan({ tx }: Work, turns: readonly Turn[]): Promise<void> {
  if (turns.length === 0) return
  await tx
    .insertInto('catalog.turn')
    .values([...turns])
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Tells of planned prices and lists when their moment has come, each once. */
export function priceTurnsLoop(inWork: InWork): Loop {
  return {
    name: 'catalog/price-turns',
    wakeOn: [],
    nextAt: nextTurnAt,
    untold: true,
    run: () => inWork(tellNext),
  }
}

async function nextTurnAt(db: Db): Promise<Date | undefined> {
  const { rows } = await sql<{ at: Date | null }>`select min(at) as at from catalog.turn`.execute(
    db,
  )
  return rows[0]?.at ?? undefined
}

async function tellNext(work: Work): Promise<boolean> {
  const { rows } = await sql<Turn>`
    delete from catalog.turn where at = (
      select min(at) from catalog.turn where at <= ${work.now}
    ) returning at, what`.execute(work.tx)
  const at = rows[0]?.at
  if (!at) return false
  const what = rows.map((row) => row.what)
  const { rows: articles } = await sql<{ sku: string }>`
    select sku from catalog.variant where sku = any(${what}::text[])
    union select sku from catalog.price where list_id::text = any(${what}::text[])
    order by sku`.execute(work.tx)
  const skus = articles.map(({ sku }) => sku)
  const before = new Date(at.getTime() - 1)
  await tellChanges(work, await changesBetween(work.tx, skus, before, at))
  return true
}
