import type { Db } from '../../kernel/database.ts'
import { all } from '../../kernel/work.ts'
import { amountsIn } from './amounts.ts'
import type { Dictation } from './letters.ts'
import { placesOf } from './places.ts'
import {
  type FulfilmentRow,
  fulfilmentsOf,
  linesOf,
  type OrderLineRow,
  type OrderRow,
} from './rows.ts'
import { orderRow, type ShownParts } from './shown.ts'
import { orderTexts } from './texts/catalogue.ts'

/** What the mails about an order say, in the language in which it was placed. */
export const dictation =
  ({ codes, pageOf }: ShownParts): Dictation =>
  async (db, { mail, customerId, orderId, extra }) => {
    const key = { customerId, orderId }
    const [order, fulfilments, lines] = await all([
      orderRow(db, key),
      fulfilmentsOf(db, key),
      linesOf(db, key),
    ])
    const texts = orderTexts[order.language]
    const named = fulfilments.filter(({ id }) => extra.fulfilmentId?.includes(id))
    const about = named.length > 0 ? named : fulfilments
    // Who has it in hand already is not called to fetch it.
    if (mail === 'order-ready' && about.every(({ ended_at }) => ended_at !== null)) return undefined
    const one = about.find(({ code_sealed }) => code_sealed) ?? about[0]
    const place = await placeIn(db, order, one)
    const [expected] = fulfilments.flatMap(({ expected_at }) => expected_at ?? [])
    const timeOf = (at: Date | null | undefined) =>
      at ? timeIn(order, place?.timeZone).format(at) : ''
    const delivery = order.delivery.name[order.language]
    return {
      variables: {
        number: order.number,
        articles: articlesIn(lines, order.language, extra.fulfilmentId ? named : undefined),
        total: amountsIn(order)(order.gross),
        delivery: texts.deliveryLine(delivery, place?.name, timeOf(expected)),
        shop: place?.name ?? '',
        until: timeOf(one?.expires_at),
        code: (one && codes.open(one.code_sealed, one.id)) ?? '',
        tracking: one?.tracking
          ? texts.trackingLine(one.carrier ?? '', one.tracking)
          : texts.noTracking,
        because: texts.because(order.reason),
        order_url: pageOf(key),
        ...extra,
      },
      to: order.contact?.email || undefined,
    }
  }

/** The shop where it is collected, or where it leaves. */
async function placeIn(db: Db, { shop_id }: OrderRow, parcel: FulfilmentRow | undefined) {
  const id = shop_id ?? parcel?.location_id
  return id === undefined ? undefined : (await placesOf(db, [id])).get(id)
}

/** What is in these parcels, or in all of the order. */
function articlesIn(
  lines: readonly OrderLineRow[],
  language: 'fr' | 'en',
  parcels: readonly FulfilmentRow[] | undefined,
): string {
  const units = parcels && unitsIn(parcels)
  return lines
    .filter(({ id }) => !units || units.has(id))
    .map(({ id, quantity, article }) => {
      const many = units?.get(id) ?? quantity
      return `${many > 1 ? `${many} × ` : ''}${article.name[language]}`
    })
    .join(', ')
}

/** How many of each line these parcels hold. */
function unitsIn(parcels: readonly FulfilmentRow[]): Map<string, number> {
  const units = new Map<string, number>()
  for (const { lineId, quantity } of parcels.flatMap(({ lines }) => lines)) {
    units.set(lineId, (units.get(lineId) ?? 0) + quantity)
  }
  return units
}

const timeIn = ({ language }: OrderRow, timeZone = 'Europe/Paris') =>
  new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short', timeZone })
