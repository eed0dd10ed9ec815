import type { Dictation } from './letters.ts'
import { placesOf } from './places.ts'
import { fulfilmentsOf, linesOf } from './rows.ts'
import { orderRow, type ShownParts } from './shown.ts'
import { orderTexts } from './texts/catalogue.ts'

/** What the mails about an order say, in the language in which it was placed. */
export const dictation =
  ({ codes, pageOf }: ShownParts): Dictation =>
  async (db, { customerId, orderId, extra }) => {
    const key = { customerId, orderId }
    const order = await orderRow(db, key)
    const texts = orderTexts[order.language]
    const fulfilments = await fulfilmentsOf(db, key)
    const one = fulfilments.find(({ id }) => id === extra.fulfilmentId) ?? fulfilments[0]
    const lines = await linesOf(db, key)
    const units = extra.fulfilmentId ? new Map(one?.lines.map((l) => [l.lineId, l.quantity])) : null
    const place = one && (await placesOf(db, [one.location_id])).get(one.location_id)
    const money = new Intl.NumberFormat(order.language, {
      ...{ style: 'currency', currency: order.currency },
    })
    const time = new Intl.DateTimeFormat(order.language, {
      ...{ dateStyle: 'long', timeStyle: 'short', timeZone: place?.timeZone ?? 'Europe/Paris' },
    })
    const shown = lines.filter(({ id }) => !units || units.has(id))
    return {
      variables: {
        number: order.number,
        articles: shown
          .map(({ id, quantity, article }) => {
            const many = units?.get(id) ?? quantity
            return `${many > 1 ? `${many} × ` : ''}${article.name[order.language]}`
          })
          .join(', '),
        total: money.format(order.gross / 100),
        delivery: texts.deliveryLine(order.delivery.name[order.language], place?.name),
        shop: place?.name ?? '',
        until: one?.expires_at ? time.format(one.expires_at) : '',
        code: (one && codes.open(one.code_sealed, one.id)) ?? '',
        tracking: one?.tracking ? texts.trackingLine(one.carrier ?? '', one.tracking) : '',
        because: texts.because(order.reason),
        order_url: pageOf(key),
        ...extra,
      },
      to: order.contact?.email || undefined,
    }
  }
