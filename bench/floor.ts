import { randomUUID } from 'node:crypto'
import type { InWork } from '../server/src/kernel/work.ts'
import {
  addPriceList,
  addProduct,
  ProductInput,
  setPrices,
} from '../server/src/modules/catalog/index.ts'
import { addLocation, type Location, LocationInput } from '../server/src/modules/shops/index.ts'
import { receive } from '../server/src/modules/stock/index.ts'

export interface Goods {
  readonly sku: string
  /** With tax, in cents. */
  readonly price: number
  readonly taxClass?: string
  /** What there is of it, by the code of the place. */
  readonly stock?: Readonly<Record<string, number>>
  /** A bundle: what it is made of. */
  readonly parts?: readonly { readonly sku: string; readonly quantity: number }[]
}

export interface Place {
  readonly code: string
  readonly kind?: 'shop' | 'warehouse'
  readonly services?: Location['services']
  readonly at?: { readonly latitude: number; readonly longitude: number }
}

const allDay = Array.from({ length: 7 }, () => [{ from: '09:00', to: '19:00' }])

/** Opens shops, prices goods and fills the shelves, through the doors; gives the ids of the places. */
export async function openFloor(
  inWork: InWork,
  { goods, places }: { goods: readonly Goods[]; places: readonly Place[] },
): Promise<ReadonlyMap<string, string>> {
  return inWork(async (work) => {
    const ids = new Map<string, string>()
    for (const { code, kind = 'shop', services = [], at } of places) {
      const input = LocationInput.parse({
        ...{ code, kind, name: `Boutique ${code}`, services, hours: allDay },
        address: { street: '1 rue du Port', postalCode: '59000', city: 'Lille', country: 'FR' },
        ...{ closedOnHolidays: false, timeZone: 'Europe/Paris', ...at },
      })
      ids.set(code, await addLocation(work, input))
    }
    const list = `list-${randomUUID()}`
    await addPriceList(work, {
      ...{ code: list, name: { fr: 'Prix', en: 'Prices' }, currency: 'EUR', includesTax: true },
      ...{ channel: null, priceGroup: null, beginsAt: null, endsAt: null },
      ...{ priority: 0, reduction: false },
    })
    // Parts come before what is made of them.
    const inOrder = goods.toSorted((one, other) => (one.parts ? 1 : 0) - (other.parts ? 1 : 0))
    for (const { sku, taxClass = 'standard', parts = [] } of inOrder) {
      const name = { fr: `Article ${sku}`, en: `Article ${sku}` }
      const variants = [{ sku, parts }]
      await addProduct(work, ProductInput.parse({ state: 'active', name, taxClass, variants }))
    }
    await setPrices(
      work,
      goods.map(({ sku, price: amount }) => ({ list, sku, amount })),
    )
    const lines = goods.flatMap(({ sku, stock = {} }) =>
      Object.entries(stock).map(([code, quantity]) => {
        const locationId = ids.get(code)
        if (!locationId) throw new Error(`there is no place ${code}`)
        return { sku, locationId, quantity }
      }),
    )
    if (lines.length > 0) await receive(work, { lines })
    return ids
  })
}
