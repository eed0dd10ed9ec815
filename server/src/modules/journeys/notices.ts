import { sql } from 'kysely'
import type { Loop } from '../../kernel/loops.ts'
import type { NewsItem, NewsReader } from '../../kernel/news/news.ts'
import { signal } from '../../kernel/signals.ts'
import type { InWork, Work } from '../../kernel/work.ts'
import { priceChanged } from '../catalog/events.ts'
import { type Sellable, sellable } from '../catalog/index.ts'
import { finalIds } from '../customers/index.ts'
import { backInStock } from '../stock/events.ts'
import { brand } from '../team/index.ts'
import { record } from '../thread/index.ts'
import { openJourneys } from './catalogue.ts'
import { offered } from './engine/plan.ts'
import { type ProductEntry, productJourneys } from './interests.ts'
import './tables.ts'

/** Hears what becomes of products; whom it concerns is told by the loop, a portion at a time. */
export const journeysNews = (): NewsReader => ({
  name: 'journeys',
  hears: [priceChanged, backInStock],
  handle: async (work, news) => {
    const journeys = productJourneys(await openJourneys(work.tx))
    const found = news.flatMap((item) =>
      journeys.flatMap(({ id, entry }) => {
        const about = concerning(entry, item)
        return about ? [{ id, about }] : []
      }),
    )
    if (found.length === 0) return
    const products = await productsIn(
      work,
      found.map(({ about }) => about.sku),
    )
    const notices = found.map(({ id, about }) =>
      noticeOf(work, id, { ...products.get(about.sku), ...about }),
    )
    await work.tx.insertInto('journeys.notice').values(notices).execute()
    await signal(work.tx, 'journeys.notices')
  },
})

export interface About {
  readonly sku: string
  readonly [name: string]: unknown
}

/** What is said of the product, if the news is such as the journey waits for. */
export function concerning(
  entry: ProductEntry,
  { name, properties }: Pick<NewsItem, 'name' | 'properties'>,
): About | undefined {
  const { sku, productId } = properties
  if (typeof sku !== 'string') return undefined
  const product = { sku, ...(typeof productId === 'string' && { product_id: productId }) }
  if (entry.kind === 'back-in-stock') {
    return name === backInStock && properties.everywhere === true ? product : undefined
  }
  // The price that everybody is asked, not that of a channel or of a group of customers.
  const { before, after, currency, channel = null, priceGroup = null } = properties
  if (name !== priceChanged || channel !== null || priceGroup !== null) return undefined
  if (typeof before !== 'number' || typeof after !== 'number' || after >= before) return undefined
  const percent = Math.round(((before - after) / before) * 1000) / 10
  if (percent < entry.atLeastPercent) return undefined
  return { ...product, price: after / 100, previous_price: before / 100, currency, percent }
}

/** What a mail shows of the products, as the catalogue has them now: their names in each language, their prices. */
async function productsIn(work: Work, skus: readonly string[]) {
  const { currency } = await brand(work.tx)
  const sold = await sellable(work.tx, [...new Set(skus)], { currency, at: work.now })
  return new Map(
    [...sold].map(([sku, one]) => {
      return [sku, { ...shownOf(one), price: one.price.amount / 100, currency }] as const
    }),
  )
}

/** A product as mails show it. */
export function shownOf({ name, image }: Pick<Sellable, 'name' | 'image'>) {
  const shown = image?.startsWith('https://') ? { image_url: image } : {}
  return { product: { name, ...shown } }
}

const noticeOf = (work: Work, journeyId: string, properties: About) => ({
  ...{ id: work.newId(), journey_id: journeyId, told_at: work.now, after: null },
  products: namesOf(properties),
  properties: JSON.stringify(properties),
})

/** By which names people may have shown an interest in the product. */
export const namesOf = ({ sku, product_id }: About): string[] =>
  [sku, product_id].filter((one) => typeof one === 'string')

const portion = 500

/** Lets those begin whom news of a product concerns. */
export const noticesLoop = (inWork: InWork): Loop => ({
  name: 'journeys/notices',
  wakeOn: ['journeys.notices'],
  run: () => inWork(tellSome),
})

async function tellSome(work: Work): Promise<boolean> {
  const { tx } = work
  const notice = await tx
    .selectFrom('journeys.notice')
    .selectAll()
    .orderBy('id')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
  if (!notice) return false
  const { id, journey_id, products, properties, told_at, after } = notice
  const journey = productJourneys(await openJourneys(tx)).find((one) => one.id === journey_id)
  const people = journey ? await interested(work, journey.entry, products, told_at, after) : []
  const last = people.at(-1)
  if (!last) {
    await tx.deleteFrom('journeys.notice').where('id', '=', id).execute()
    return true
  }
  const finals = new Set((await finalIds(tx, people)).values())
  const by = journey?.entry.kind
  await record(
    work,
    [...finals].map((customerId) => ({
      ...{ customerId, name: offered, channel: 'api' as const },
      messageId: `journey notice ${id} ${customerId}`,
      properties: { journeyId: journey_id, by, key: String(properties.sku), properties },
    })),
  )
  await tx.updateTable('journeys.notice').set({ after: last }).where('id', '=', id).execute()
  return true
}

async function interested(
  work: Work,
  { interests, withinDays }: ProductEntry,
  products: readonly string[],
  toldAt: Date,
  after: string | null,
): Promise<string[]> {
  const since = new Date(toldAt.getTime() - withinDays * 86_400_000)
  const { rows } = await sql<{ customer_id: string }>`
    select distinct customer_id from journeys.interest
    where product = any(${[...products]}::text[]) and interest = any(${[...interests]}::text[])
      and at >= ${since} and (${after}::uuid is null or customer_id > ${after}::uuid)
    order by customer_id limit ${portion}`.execute(work.tx)
  return rows.map(({ customer_id }) => customer_id)
}
