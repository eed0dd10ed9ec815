import { amountOf, type Bill, type Cut, cutBill, isMeant, isNo, type No } from './bill.ts'
import { refusedBy } from './conditions.ts'
import { cutBy } from './effects.ts'
import type { QuoteContext, Rule } from './rule.ts'

/** What became of each promotion, and the bill after them. */
export interface Run {
  readonly bill: Bill
  readonly given: readonly Given[]
  readonly refused: ReadonlyMap<string, No>
}

export interface Given {
  readonly rule: Rule
  readonly cut: Cut
}

interface Asked {
  readonly currency: string
  readonly context: QuoteContext
}

/**
 * Applies promotions one after the other, each to what those before it left. Of a group, which stands
 * where its first stands, only the one that gives most there is given.
 */
export function applyAll(bill: Bill, rules: readonly Rule[], asked: Asked): Run {
  let run: Run = { bill, given: [], refused: new Map() }
  for (const rule of rules) {
    const { group } = rule
    if (group === null) run = applyBest(run, [rule], asked)
    else if (rules.find((other) => other.group === group) === rule) {
      const members = rules.filter((other) => other.group === group)
      run = applyBest(run, members, asked)
    }
  }
  return run
}

function applyBest({ bill, given, refused }: Run, rules: readonly Rule[], asked: Asked): Run {
  const answers = rules.map((rule) => ({ rule, answer: cutOf(bill, rule, asked) }))
  const cuts = answers.flatMap(({ rule, answer }) => (isNo(answer) ? [] : [{ rule, cut: answer }]))
  const best = cuts.toSorted((one, other) => amountOf(other.cut) - amountOf(one.cut))[0]
  const more = new Map(refused)
  for (const { rule, answer } of answers) {
    if (isNo(answer)) more.set(rule.id, answer)
    else if (best && rule !== best.rule) more.set(rule.id, { why: 'excluded-by', by: best.rule.id })
  }
  if (!best) return { bill, given, refused: more }
  return { bill: cutBill(bill, best.cut), given: [...given, best], refused: more }
}

function cutOf(bill: Bill, rule: Rule, { currency, context }: Asked): Cut | No {
  const no = refusedBy(rule, currency, bill, context)
  if (no) return no
  const cut = cutBy(bill, rule.effect)
  if (isNo(cut)) return cut
  const amount = amountOf(cut)
  if (amount === 0) return nothing(bill, rule)
  const { budget } = rule.limits
  if (budget !== null && rule.used.spent + amount > budget) {
    return { why: 'budget-spent', missing: rule.used.spent + amount - budget, needed: amount }
  }
  return cut
}

/** It meant something that is not there, or that is free already. */
function nothing(bill: Bill, { effect }: Rule): No {
  const target = 'target' in effect ? effect.target : undefined
  if (!target) return { why: 'nothing-left' }
  const meant = bill.lines.some((line) => isMeant(line, target))
  return { why: meant ? 'nothing-left' : 'nothing-eligible' }
}
