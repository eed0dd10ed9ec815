import { z } from 'zod'
import { attempt } from '../each.ts'
import { personOf } from '../engagement.ts'
import { Segments } from '../segments/suite.ts'
import { appear, type Scene } from './scene.ts'

const Record = z.record(z.string(), z.unknown())
const Rule = z.object({
  ...{ id: z.string(), title: z.string(), match: z.boolean(), rule: Record },
  user: Record.default({}),
  events: z.array(Record).default([]),
})

const units: Readonly<Record<string, number>> = {
  ...{ minute: 60, hour: 3600, day: 86_400, week: 604_800, month: 30 * 86_400, year: 365 * 86_400 },
}

/** A rule is an audience: whoever it matches is in it, at once. */
export async function ruleCases(scene: Scene, given: object): Promise<void> {
  const { id, title, rule, match, user, events } = Rule.parse(given)
  const { product } = scene
  const faults = await attempt(async () => {
    await product.forgetEverybody()
    const segments = new Segments(product)
    await segments.define([{ name: id, where: whereOf(rule) }])
    try {
      const userId = String(user.id ?? 'somebody')
      await appear(scene, userId, user, events)
      const person = await personOf(product, userId)
      const all = await product.call('GET', `/api/customers/${person}/audiences`)
      const why = await product.call('GET', `/api/audiences/${segments.idOf(id)}/why/${person}`)
      const found = [all.length > 0, why.is]
      return found.every((is) => is === match) ? [] : [`matches: ${found}, expected ${match}`]
    } finally {
      await segments.forget()
    }
  })
  scene.tell({ id, title, faults })
}

/** `date_within_last: "1 month"` in the words of the other files. */
function whereOf(rule: Record<string, unknown>): Record<string, unknown> {
  for (const kind of ['all', 'any'] as const) {
    const parts = rule[kind]
    if (Array.isArray(parts)) return { [kind]: parts.map(whereOf) }
  }
  if (rule.not) return { not: whereOf(rule.not as Record<string, unknown>) }
  const within = rule.date_within_last
  if (within === undefined) return rule
  const [, number = '', unit = ''] = /^(\d+) (\w+?)s?$/.exec(String(within)) ?? []
  const seconds = Number(number) * (units[unit] ?? Number.NaN)
  if (Number.isNaN(seconds)) throw new Error(`unknown span ${within}`)
  const { date_within_last: _, ...rest } = rule
  return { ...rest, date_within_last_s: seconds }
}
