import { addLocation, LocationInput } from '../../server/src/modules/shops/index.ts'
import {
  openTill,
  taxesIn,
  verifyTills,
  writeReceipt,
} from '../../server/src/modules/till/index.ts'
import type { Product } from '../product.ts'
import type { Figures } from './compare.ts'

/** A shop of its own with so many tills. */
export class TillWorld {
  readonly #product: Product
  readonly tills: readonly string[]

  constructor(product: Product, tills: readonly string[]) {
    this.#product = product
    this.tills = tills
  }

  static async open(product: Product, name: string, count: number): Promise<TillWorld> {
    const code = `shop-${name.slice(-12)}`
    const address = { street: '1 rue du Port', postalCode: '59000', city: 'Lille', country: 'FR' }
    const tills = await product.inWork(async (work) => {
      const locationId = await addLocation(work, LocationInput.parse({ code, name: code, address }))
      const opened: string[] = []
      for (let at = 1; at <= count; at++) {
        opened.push(await openTill(work, { locationId, code: `${code}-${at}` }))
      }
      return opened
    })
    return new TillWorld(product, tills)
  }

  /** Sells, or gives back what is below zero, at 20 % of VAT. */
  write(tillId: string, amount: number) {
    const taxes = taxesIn(amount, [{ rate: 2000, net: 10_000, vat: 2000 }])
    return this.#product.inWork((work) =>
      writeReceipt(work, {
        ...{ tillId, kind: amount < 0 ? 'refund' : 'sale', currency: 'EUR', by: 'key:case' },
        ...{ lines: [lineOf(amount)], taxes, payments: [{ means: 'in-shop', amount }] },
      }),
    )
  }

  async found(tillId: string, count: number): Promise<Figures> {
    const { db } = this.#product
    const [verdict] = (await verifyTills(db)).filter((one) => one.tillId === tillId)
    const tills = await db
      .selectFrom('till.till')
      .selectAll()
      .where('id', 'in', this.tills)
      .execute()
    const till = tills.find(({ id }) => id === tillId)
    const closings = await db
      .selectFrom('till.closing')
      .selectAll()
      .where('till_id', 'in', this.tills)
      .orderBy('position')
      .execute()
    const own = closings.filter((one) => one.till_id === tillId)
    const last = (kind: string) => own.findLast((one) => one.kind === kind)
    const { intact = 0, firstAltered, after = 0 } = verdict?.receipts ?? {}
    const upTo = (length: number, from: number) => Array.from({ length }, (_, at) => from + at)
    const broken = firstAltered?.number ?? null
    return {
      ...{ valid: upTo(intact, 1), first_broken: broken },
      broken: broken === null ? [] : upTo(after + 1, broken),
      intact: broken === null && !verdict?.closings.firstAltered,
      receipts: till?.number,
      ...{ day_total: last('day')?.total, month_total: last('month')?.total },
      ...{ year_total: last('year')?.total },
      perpetual_sales_total_abs: last('day')?.perpetual ?? till?.perpetual,
      closings: countsOf(closings),
      closings_per_till: countsOf(own),
      tills: count,
      retention_years: Math.min(...closings.map(yearsKept)),
    }
  }
}

const lineOf = (gross: number) => ({
  ...{ kind: 'article' as const, sku: 'case', name: null, vatRate: 2000, gross },
  quantity: Math.sign(gross),
})

function countsOf(closings: readonly { readonly kind: string }[]): Figures {
  const count = (kind: string) => closings.filter((one) => one.kind === kind).length
  return { day: count('day'), month: count('month'), year: count('year') }
}

const yearsKept = ({ period, keep_until }: { period: string; keep_until: string }) =>
  Number(keep_until.slice(0, 4)) - Number(period.slice(0, 4))
