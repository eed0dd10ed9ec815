import { share, whole } from '../../server/src/kernel/money.ts'
import type { Quote } from '../../server/src/modules/promotions/index.ts'
import type { Area } from './area.ts'
import { quoteOf, rulesOf } from './basket.ts'
import { type Figures, faultsOf } from './compare.ts'
import { Priced } from './schema.ts'

/** Totals of a basket: net, VAT, gross, of goods, of delivery, by unit, line and document. */
export const totals: Area = async ({ given, then }) =>
  faultsOf(then, figuresOf(Priced.parse(given)))

export function figuresOf(priced: Priced): Figures {
  const quote = quoteOf(priced)
  const before = quoteOf(priced, [])
  const items = rulesOf(priced).filter(({ effect }) => 'of' in effect && effect.of === 'items')
  const alone = quote.lines.map((_, at) =>
    quoteOf({ ...priced, lines: priced.lines.slice(at, at + 1) }),
  )
  const perLine = (part: 'net' | 'vat') =>
    alone.reduce((sum, { lines }) => sum + (lines[0]?.[part] ?? 0), 0)
  return {
    ...ofDocument(quote),
    ...ofUnits(priced),
    ...{ net_before: before.net, vat_before: before.vat, gross_before: before.gross },
    after_item: ofDocument(quoteOf(priced, items)),
    net_per_document: quote.net,
    vat_per_document: quote.vat,
    gross_per_document: quote.gross,
    vat_per_document_rate: quote.taxes.length === 1 ? quote.vat : quote.taxes.map(({ vat }) => vat),
    vat_if_rounded_per_line: perLine('vat'),
    vat_if_per_line: perLine('vat'),
    net_if_per_line: perLine('net'),
    document_rule: 'BR-CO-17',
    vat_allocated_to_lines: quote.lines.map(({ vat }) => vat),
  }
}

function ofDocument(quote: Quote): Figures {
  const sum = (parts: readonly { net: number; vat: number; gross: number }[]) =>
    (['net', 'vat', 'gross'] as const).map((name) =>
      parts.reduce((all, part) => all + part[name], 0),
    )
  const [sub_net, sub_vat, sub_gross] = sum(quote.lines)
  const [ship_net, ship_vat, ship_gross] = sum(quote.delivery)
  const { net, vat, gross, discount } = quote
  return {
    ...{ net, vat, gross, total: gross, discount, sub_net, sub_vat, sub_gross },
    ...{ ship_net, ship_vat, ship_gross },
    line_net: quote.lines.map((line) => line.net),
    line_vat: quote.lines.map((line) => line.vat),
    line_gross: quote.lines.map((line) => line.gross),
    line_discounts: quote.lines.map((line) => line.discount),
    vat_by_rate: Object.fromEntries(quote.taxes.map(({ rate, vat }) => [rate / 100, vat])),
    net_by_rate: Object.fromEntries(quote.taxes.map(({ rate, net }) => [rate / 100, net])),
  }
}

/** What a price tag says of one unit, with and without taxes. */
function ofUnits({ prices, lines }: Priced): Figures {
  const units = lines.map(({ unit, vat }) => {
    const rate = Math.round(vat * 100)
    return prices === 'net'
      ? { net: unit, gross: share(unit, whole + rate, whole) }
      : { net: share(unit, whole, whole + rate), gross: unit }
  })
  return units.length === 1
    ? { unit_net: units[0]?.net, unit_gross: units[0]?.gross }
    : { unit_net: units.map(({ net }) => net), unit_gross: units.map(({ gross }) => gross) }
}
