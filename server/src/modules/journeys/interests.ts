import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import { idsOfPeople } from '../customers/index.ts'
import type { WovenEvent } from '../thread/events.ts'
import { eventsOf } from '../thread/index.ts'
import type { OpenJourney } from './catalogue.ts'
import type { BackInStockEntry, Interest, PriceDropEntry } from './entry-contract.ts'
import './tables.ts'

export type ProductEntry = PriceDropEntry | BackInStockEntry

interface ProductJourney {
  readonly id: string
  readonly entry: ProductEntry
}

/** The journeys that people enter by news of a product that interests them. */
export function productJourneys(journeys: readonly OpenJourney[]): ProductJourney[] {
  return journeys.flatMap(({ id, isOpen, published }) => {
    const entry = published?.definition.entry
    const isOne = entry?.kind === 'price-drop' || entry?.kind === 'back-in-stock'
    return isOpen && isOne ? [{ id, entry }] : []
  })
}

const shows: Readonly<Record<string, Interest>> = {
  'Product Viewed': 'viewed',
  'Product Added to Wishlist': 'wished',
  'Product Added': 'carted',
}
const takesBack = 'Product Removed from Wishlist'

/** The events by which people show what interests them. */
export const interestNames = [...Object.keys(shows), takesBack]

type Shown = Pick<WovenEvent, 'customerId' | 'name' | 'at' | 'properties'>

/** Which product somebody showed an interest in, and how; `undefined` where they took a wish back. */
export function interestIn({ name, properties }: Shown) {
  const interest = shows[name]
  const product = interest || name === takesBack ? productIn(properties) : undefined
  return product === undefined ? undefined : { product, interest }
}

/** Notes what people did with products; the last time of each counts. */
export async function keepInterests(work: Work, events: readonly Shown[]): Promise<void> {
  const latest = new Map<
    string,
    { customer_id: string; product: string; interest: Interest; at: Date }
  >()
  const gone: { customer_id: string; product: string }[] = []
  for (const event of events) {
    const { customerId: customer_id, at } = event
    const shown = interestIn(event)
    if (!shown) continue
    const { product, interest } = shown
    if (interest) {
      const key = `${customer_id} ${interest} ${product}`
      const known = latest.get(key)
      if (!known || known.at < at) latest.set(key, { customer_id, product, interest, at })
    } else {
      latest.delete(`${customer_id} wished ${product}`)
      gone.push({ customer_id, product })
    }
  }
  if (gone.length > 0) {
    await sql`
      delete from journeys.interest using jsonb_to_recordset(${JSON.stringify(gone)}::jsonb)
        as gone (customer_id uuid, product text)
      where interest.customer_id = gone.customer_id and interest.product = gone.product
        and interest.interest = 'wished'`.execute(work.tx)
  }
  if (latest.size === 0) return
  await sql`
    insert into journeys.interest (customer_id, product, interest, at)
    select customer_id, product, interest, at
    from jsonb_to_recordset(${JSON.stringify([...latest.values()])}::jsonb)
      as new (customer_id uuid, product text, interest text, at timestamptz)
    order by customer_id, product, interest
    on conflict (customer_id, product, interest)
      do update set at = greatest(interest.at, excluded.at)`.execute(work.tx)
}

function productIn({ sku, product_id }: Record<string, unknown>): string | undefined {
  const named = [sku, product_id].find((one) => typeof one === 'string' || typeof one === 'number')
  const text = named === undefined ? '' : String(named)
  return text && text.length <= 200 ? text : undefined
}

/** What these people did with products before a journey wanted to know. */
export async function recallInterests(
  work: Work,
  { withinDays }: ProductEntry,
  customerIds: readonly string[],
): Promise<void> {
  const ids = [...(await idsOfPeople(work.tx, customerIds)).keys()]
  const since = new Date(work.now.getTime() - withinDays * 86_400_000)
  await keepInterests(work, await eventsOf(work.tx, ids, { names: interestNames, since }))
}
