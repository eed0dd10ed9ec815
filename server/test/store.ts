import { randomUUID } from 'node:crypto'
import type { Location } from '../src/modules/shops/index.ts'
import { receive } from '../src/modules/stock/index.ts'
import type { Line } from './line.ts'

interface Goods {
  readonly sku: string
  /** With tax, in cents. */
  readonly price: number
  readonly taxClass?: string
  readonly category?: string
  /** What there is of it, by the code of the place. */
  readonly stock?: Readonly<Record<string, number>>
  /** A bundle: what it is made of. */
  readonly parts?: readonly { readonly sku: string; readonly quantity: number }[]
}

interface Place {
  readonly code: string
  readonly kind?: 'shop' | 'warehouse'
  readonly services?: readonly Location['services'][number][]
  readonly at?: { readonly latitude: number; readonly longitude: number }
}

type Database = Pick<Line, 'db' | 'inWork'>

const allDay = JSON.stringify(Array.from({ length: 7 }, () => [{ from: '09:00', to: '19:00' }]))

/** A shop with a catalogue, places and stock, for tests of carts and orders. */
export async function openStore(
  line: Database,
  {
    goods,
    places = [{ code: 'depot', kind: 'warehouse' }],
  }: {
    goods: readonly Goods[]
    places?: readonly Place[]
  },
) {
  const now = new Date('2026-01-01T00:00:00Z')
  const ids = new Map<string, string>()
  for (const { code, kind = 'shop', services = [], at } of places) {
    const id = randomUUID()
    ids.set(code, id)
    await line.db
      .insertInto('shops.location')
      .values({
        ...{ id, code, kind, name: `Boutique ${code}`, country: 'FR', time_zone: 'Europe/Paris' },
        ...{ services: [...services], hours: allDay, created_at: now, changed_at: now },
        ...{ latitude: at?.latitude ?? null, longitude: at?.longitude ?? null },
        closed_on_holidays: false,
      } as never)
      .execute()
  }
  const listId = randomUUID()
  await line.db
    .insertInto('catalog.price_list')
    .values({
      ...{ id: listId, code: `list-${listId}`, name: '{"fr":"Prix","en":"Prices"}' },
      ...{ currency: 'EUR', includes_tax: true, channel: null, price_group: null },
      ...{ begins_at: null, ends_at: null, created_at: now },
    })
    .execute()
  for (const one of goods) await putOnShelf(line, one, listId, now)
  for (const { sku, parts = [] } of goods) {
    for (const part of parts) {
      const { id } = await line.db
        .selectFrom('catalog.variant')
        .select('id')
        .where('sku', '=', sku)
        .executeTakeFirstOrThrow()
      await line.db
        .insertInto('catalog.part')
        .values({ variant_id: id, ...part })
        .execute()
    }
  }
  const lines = goods.flatMap(({ sku, stock = {} }) =>
    Object.entries(stock).map(([code, quantity]) => ({ sku, locationId: at(code), quantity })),
  )
  function at(code: string): string {
    const id = ids.get(code)
    if (!id) throw new Error(`there is no place ${code}`)
    return id
  }
  if (lines.length > 0) await line.inWork((work) => receive(work, { lines }))
  return {
    at,
    /** Asks another price from now on. */
    async price(sku: string, amount: number) {
      await line.db.updateTable('catalog.price').set({ amount }).where('sku', '=', sku).execute()
    },
    async withdraw(sku: string) {
      await line.db
        .updateTable('catalog.variant')
        .set({ active: false })
        .where('sku', '=', sku)
        .execute()
    },
    /** What is on hand and promised of an article in a place. */
    async level(sku: string, code = 'depot') {
      const row = await line.db
        .selectFrom('stock.level')
        .select(['on_hand', 'reserved', 'damaged'])
        .where('sku', '=', sku)
        .where('location_id', '=', at(code))
        .executeTakeFirst()
      return row ?? { on_hand: 0, reserved: 0, damaged: 0 }
    },
  }
}

export type Store = Awaited<ReturnType<typeof openStore>>

async function putOnShelf(
  line: Database,
  { sku, price, taxClass = 'standard', category }: Goods,
  listId: string,
  now: Date,
): Promise<void> {
  const productId = randomUUID()
  const words = (text: string) => JSON.stringify({ fr: text, en: text })
  await line.db
    .insertInto('catalog.product')
    .values({
      ...{ id: productId, code: `p-${productId}`, state: 'active', name: words(`Article ${sku}`) },
      ...{ description: words(''), brand: 'Maison', tax_class: taxClass },
      ...{ created_at: now, changed_at: now },
    })
    .execute()
  await line.db
    .insertInto('catalog.variant')
    .values({ id: randomUUID(), product_id: productId, sku, weight: null })
    .execute()
  await line.db
    .insertInto('catalog.price')
    .values({ sku, list_id: listId, begins_at: now, ends_at: null, amount: price })
    .execute()
  if (!category) return
  const id = randomUUID()
  await line.db
    .insertInto('catalog.category')
    .values({
      ...{ id, code: category, parent_id: null, path: [category], name: words(category) },
    })
    .onConflict((conflict) => conflict.column('code').doNothing())
    .execute()
  const { id: categoryId } = await line.db
    .selectFrom('catalog.category')
    .select('id')
    .where('code', '=', category)
    .executeTakeFirstOrThrow()
  await line.db
    .insertInto('catalog.product_category')
    .values({ product_id: productId, category_id: categoryId })
    .execute()
}
