import { z } from 'zod'
import { newId } from '../../server/src/kernel/id.ts'
import { beginOf, dayAfter } from '../../server/src/modules/till/days.ts'
import type { Area } from './area.ts'
import { faultsOf } from './compare.ts'
import { alter } from './fiscal-alter.ts'
import { daysOf } from './fiscal-days.ts'
import { TillWorld } from './fiscal-world.ts'

const Amounts = z.union([z.int(), z.array(z.int())]).transform((said) => [said].flat())
const Given = z.looseObject({
  /** How many receipts there are, or of what. */
  receipts: Amounts.optional(),
  sales: Amounts.optional(),
  refund: Amounts.optional(),
  refunds: Amounts.optional(),
  tills: z.union([z.int(), z.array(z.string()).transform(({ length }) => length)]).default(1),
})

/**
 * What a till seals: receipts that are written, then altered behind its back and verified; sales and refunds
 * and their closing; days, months and years that pass. All through the till's own doors, at a shop of its own.
 */
export const fiscal: Area = async ({ given, when, then }, opened) => {
  const product = await opened()
  const before = product.time.now
  const said = Given.parse(given)
  const days = daysOf(given, when)
  const first = days[0] ?? '2026-01-01'
  product.time.now = new Date(beginOf(first, 'Europe/Paris').getTime() + 8 * 3_600_000)
  try {
    const world = await TillWorld.open(product, newId(), said.tills)
    for (const till of world.tills) {
      for (const amount of soldIn(said)) await world.write(till, amount)
    }
    const till = tillIn(when, world.tills)
    const [alters, closes] = [altering.exec(when), closing.exec(when)]
    const closesFirst = closes !== null && (alters === null || closes.index < alters.index)
    const close = async () => {
      const last = days.at(-1) ?? first
      product.time.now = new Date(beginOf(dayAfter(last), 'Europe/Paris').getTime() + 60_000)
      await product.settle()
    }
    if (closesFirst) await close()
    if (alters) await alter(product.db, till, when)
    if (closes && !closesFirst) await close()
    return faultsOf(then, await world.found(till, said.tills))
  } finally {
    product.time.now = before
  }
}

const altering = /alter|chang|delet|remov|modif|edit/i
const closing = /\bclos|\bend\b/i

/** Sales first; a number of receipts is so many sales. */
function soldIn({ receipts = [], sales = [], refund = [], refunds = [] }: z.infer<typeof Given>) {
  const [count = 0] = receipts
  const plain =
    receipts.length === 1 ? Array.from({ length: count }, (_, at) => 1000 + at) : receipts
  return [...plain, ...sales, ...[...refund, ...refunds].map((amount) => -Math.abs(amount))]
}

/** `till B`: the second. */
function tillIn(when: string, tills: readonly string[]): string {
  const [, name] = /\btill (?:#|n° ?)?([A-Z]|\d+)\b/.exec(when) ?? []
  const at = name === undefined ? 0 : /\d/.test(name) ? Number(name) - 1 : name.charCodeAt(0) - 65
  return tills[at] ?? tills[0] ?? ''
}
