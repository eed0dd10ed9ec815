import type { Condition, Leaf } from './condition-contract.ts'
import type { ConditionOf } from './engine/compile.ts'

/** The leaves of a condition, in their order. */
export function leavesIn(condition: Condition): Leaf[] {
  if (condition.kind === 'not') return leavesIn(condition.of)
  return 'of' in condition ? condition.of.flatMap(leavesIn) : [condition]
}

const namesIn = (condition: Condition): string[] =>
  leavesIn(condition).flatMap((leaf) => (leaf.kind === 'audience' ? [leaf.id] : []))

/** All audiences that a condition names, itself or through others, each once, in a fixed order. */
export function namedIn(
  condition: Condition,
  conditionOf: (id: string) => Condition | undefined,
): string[] {
  const found = new Set<string>()
  const ahead = namesIn(condition)
  for (let id = ahead.pop(); id !== undefined; id = ahead.pop()) {
    if (found.has(id)) continue
    found.add(id)
    const inner = conditionOf(id)
    if (inner) ahead.push(...namesIn(inner))
  }
  return [...found].sort()
}

export type Conditions = ReadonlyMap<string, Condition>

/** To compile with: throws for an audience that is not there. */
export const among =
  (conditions: Conditions): ConditionOf =>
  (id) => {
    const condition = conditions.get(id)
    if (!condition) throw new Error(`there is no audience ${id}`)
    return condition
  }
