import { isDeepStrictEqual } from 'node:util'
import type { Definition } from './definition-contract.ts'
import type { Step } from './step-contract.ts'

interface Difference {
  readonly added: string[]
  readonly removed: string[]
  readonly changed: { step: string; what: string[] }[]
  readonly rules: string[]
}

/** What a definition says otherwise than an earlier one: steps by their names, then all that is no step. */
export function diffOf(from: Definition, to: Definition): Difference {
  const before = new Map(from.steps.map((step) => [step.id, step]))
  const after = new Map(to.steps.map((step) => [step.id, step]))
  const { steps: _, ...rulesBefore } = from
  const { steps: __, ...rulesAfter } = to
  return {
    added: to.steps.flatMap(({ id }) => (before.has(id) ? [] : [id])),
    removed: from.steps.flatMap(({ id }) => (after.has(id) ? [] : [id])),
    changed: to.steps.flatMap((step) => {
      const what = differing(before.get(step.id), step)
      return what.length > 0 ? [{ step: step.id, what }] : []
    }),
    rules: differing(rulesBefore, rulesAfter),
  }
}

function differing(one: Step | object | undefined, other: Step | object): string[] {
  if (!one) return []
  const [left, right] = [one, other] as Record<string, unknown>[]
  const names = new Set([...Object.keys(one), ...Object.keys(other)])
  return [...names].filter((name) => !isDeepStrictEqual(left?.[name], right?.[name])).sort()
}
