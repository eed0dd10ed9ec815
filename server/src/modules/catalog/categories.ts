import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import { restamp } from '../../kernel/steady.ts'
import type { Work } from '../../kernel/work.ts'
import { CategoryExists, CategoryInItself, CategoryInUse, CategoryUnknown } from './refusals.ts'
import { shelve } from './shelve.ts'
import type { Category, CategoryInput } from './structure-contract.ts'
import './tables.ts'

/** The whole tree, parents before what they hold, each in its place among its like. */
export async function categories(db: Db): Promise<Category[]> {
  const { rows } = await sql<Category & { parentId: string | null }>`
    select category.id, category.code, parent.code as parent, category.path, category.name,
           category.position, (
             select count(distinct held.product_id)::int from catalog.product_category as held
             join catalog.category as below on below.id = held.category_id
             where below.path @> array[category.code]
           ) as products
    from catalog.category as category
    left join catalog.category as parent on parent.id = category.parent_id
    order by cardinality(category.path), category.position, category.code`.execute(db)
  return rows
}

export async function addCategory(work: Work, input: CategoryInput): Promise<void> {
  const above = await pathOf(work.tx, input.parent)
  const added = await work.tx
    .insertInto('catalog.category')
    .values({
      ...{ id: work.newId(), code: input.code, parent_id: above?.id ?? null },
      path: [...(above?.path ?? []), input.code],
      ...{ name: JSON.stringify(input.name), position: input.position },
    })
    .onConflict((conflict) => conflict.column('code').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) throw new CategoryExists({ code: input.code })
  await restamp(work.tx, 'catalogue')
}

/** Renames or moves it; what stands below moves with it. Its code is for ever: files and rules name it. */
export async function changeCategory(work: Work, input: CategoryInput): Promise<void> {
  const { tx } = work
  const own = await pathOf(tx, input.code)
  const above = await pathOf(tx, input.parent)
  if (!own) throw new CategoryUnknown({ category: input.code })
  if (above?.path.includes(input.code)) throw new CategoryInItself({ category: input.code })
  const path = [...(above?.path ?? []), input.code]
  await tx
    .updateTable('catalog.category')
    .set({
      ...{ parent_id: above?.id ?? null, name: JSON.stringify(input.name) },
      position: input.position,
    })
    .where('id', '=', own.id)
    .execute()
  await sql`
    update catalog.category set path = ${path}::text[] || path[${own.path.length + 1}:]
    where path @> ${[input.code]}::text[]`.execute(tx)
  await restamp(tx, 'catalogue')
  const { rows } = await sql<{ id: string }>`
    select distinct held.product_id as id from catalog.product_category as held
    join catalog.category as category on category.id = held.category_id
    where category.path @> ${[input.code]}::text[]`.execute(tx)
  await shelve(
    work,
    rows.map(({ id }) => id),
  )
}

/** Takes away one that holds nothing. */
export async function removeCategory(work: Work, code: string): Promise<void> {
  const found = (await categories(work.tx)).find((one) => one.code === code)
  if (!found) throw new CategoryUnknown({ category: code })
  const { rows } = await sql<{ below: number }>`
    select count(*)::int as below from catalog.category where parent_id = ${found.id}`.execute(
    work.tx,
  )
  const below = rows[0]?.below ?? 0
  if (found.products > 0 || below > 0)
    throw new CategoryInUse({ category: code, products: found.products, below })
  await work.tx.deleteFrom('catalog.category').where('id', '=', found.id).execute()
  await restamp(work.tx, 'catalogue')
}

async function pathOf(db: Db, code: string | null) {
  if (code === null) return undefined
  const row = await db
    .selectFrom('catalog.category')
    .select(['id', 'path'])
    .where('code', '=', code)
    .executeTakeFirst()
  if (!row) throw new CategoryUnknown({ category: code })
  return row
}
