import { perUnit } from '../../../kernel/money.ts'
import type { Applied, Basket, NotApplied, Quote } from '../quote-contract.ts'
import { applyAll, type Given, type Run } from './apply.ts'
import { amountOf, openBill, sum } from './bill.ts'
import type { QuoteContext, Rule } from './rule.ts'
import { taxed } from './taxes.ts'

/**
 * What a basket comes to with these promotions, and why each of them is given or not. Pure: the same
 * basket, promotions and context give the same quote, in whatever order lines and promotions come.
 */
export function quote(basket: Basket, promotions: readonly Rule[], context: QuoteContext): Quote {
  const rules = promotions.toSorted(inOrder)
  const run = choose(basket, rules, context)
  return {
    ...priced(basket, run),
    applied: run.given.map(appliedOf),
    notApplied: [...notApplied(rules, run), ...unknownCodes(rules, context)],
  }
}

/**
 * All that can be combined, or one that cannot, alone: whichever takes more off. When they are equal
 * those that combine are given, else the first in order.
 */
function choose(basket: Basket, rules: readonly Rule[], context: QuoteContext): Run {
  const bill = openBill(basket)
  const asked = { currency: basket.currency, context }
  const together = applyAll(
    bill,
    rules.filter(({ combines }) => combines),
    asked,
  )
  const alone = rules
    .filter(({ combines }) => !combines)
    .map((rule) => applyAll(bill, [rule], asked))
  const runs = [together, ...alone]
  const best = runs.reduce((most, run) => (givenBy(run) > givenBy(most) ? run : most))
  const refused = new Map(runs.flatMap((run) => [...run.refused]))
  const by = best.given[0]?.rule.id
  for (const run of runs) {
    if (run === best) continue
    for (const { rule } of run.given)
      refused.set(rule.id, { why: 'excluded-by', ...(by && { by }) })
  }
  return { ...best, refused }
}

const givenBy = ({ given }: Run) => sum(given.map(({ cut }) => amountOf(cut)))

const codeOf = ({ codes }: Rule) => codes.find(({ usedUp }) => !usedUp)?.code ?? codes[0]?.code

const appliedOf = ({ rule, cut }: Given): Applied => ({
  promotionId: rule.id,
  code: codeOf(rule) ?? null,
  amount: amountOf(cut),
  ...(cut.next && { next: cut.next }),
})

const notApplied = (rules: readonly Rule[], { refused }: Run): NotApplied[] =>
  rules.flatMap((rule) => {
    const no = refused.get(rule.id)
    return no ? [{ promotionId: rule.id, code: codeOf(rule) ?? null, ...no }] : []
  })

function unknownCodes(rules: readonly Rule[], { codes }: QuoteContext): NotApplied[] {
  const known = new Set(rules.flatMap((rule) => rule.codes.map(({ code }) => code)))
  return [...new Set(codes)]
    .filter((code) => !known.has(code))
    .map((code) => ({ promotionId: null, code, why: 'code-unknown' }))
}

function priced(basket: Basket, { bill, given }: Run) {
  const { lines, delivery } = bill
  const charged = [...lines, ...delivery].map(({ left, vat }) => ({ amount: left, vat }))
  const { parts, taxes } = taxed(charged, basket.pricesIncludeTax)
  const none = { net: 0, vat: 0, gross: 0 }

  const quoteLines = lines.map((line, at) => {
    const { id, sku, quantity, unit, vat, left } = line
    const money = parts[at] ?? none
    return {
      ...{ id, sku, quantity, unit, vatRate: vat, list: unit * quantity },
      ...{ discount: unit * quantity - left, discounts: discountsAt(given, 'lines', at) },
      ...money,
      perUnit: perUnit(money.gross, quantity).reverse(),
    }
  })
  const quoteDelivery = delivery.map(({ id, price, vat, left }, at) => ({
    ...{ id, vatRate: vat, list: price, discount: price - left },
    discounts: discountsAt(given, 'delivery', at),
    ...(parts[lines.length + at] ?? none),
  }))
  const inPlace = <Part extends { id: string }>(all: readonly { id: string }[], of: Part[]) =>
    all.flatMap(({ id }) => of.filter((part) => part.id === id))
  return {
    currency: basket.currency,
    pricesIncludeTax: basket.pricesIncludeTax,
    lines: inPlace(basket.lines, quoteLines),
    delivery: inPlace(basket.delivery, quoteDelivery),
    taxes,
    subtotal: sum(quoteLines.map(({ list }) => list)),
    discount: sum(given.map(({ cut }) => amountOf(cut))),
    net: sum(parts.map(({ net }) => net)),
    vat: sum(parts.map(({ vat }) => vat)),
    gross: sum(parts.map(({ gross }) => gross)),
  }
}

const discountsAt = (given: readonly Given[], part: 'lines' | 'delivery', at: number) =>
  given.flatMap(({ rule, cut }) => {
    const amount = cut[part][at] ?? 0
    return amount === 0 ? [] : [{ promotionId: rule.id, amount }]
  })

const inOrder = (one: Rule, other: Rule) =>
  one.priority - other.priority || (one.id < other.id ? -1 : one.id > other.id ? 1 : 0)
