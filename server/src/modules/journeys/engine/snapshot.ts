import { besidesLines, cartAfter } from './cart.ts'
import type { Plan } from './plan.ts'
import type { Heard, Properties } from './run.ts'

/** A run lives beside millions of others, so a value that is longer than this is not kept. */
const mostBytes = 2_000

/** What the run knows after this event: the latest event, and the cart where the journey asks for it. */
export function snapshotAfter(plan: Plan, known: Properties, fact: Heard): Properties {
  const latest = small(fact.properties)
  if (plan.definition.refresh?.remember !== 'cart') return latest
  return { ...besidesLines(latest), ...cartAfter(known, fact.name, fact.properties) }
}

function small(properties: Properties): Properties {
  const kept = Object.entries(properties).filter(([, value]) => isSmall(value))
  return Object.fromEntries(kept.slice(0, 40))
}

/** Written out only where that could be too long: a character is at most six in JSON. */
function isSmall(value: unknown): boolean {
  if (typeof value === 'string' && value.length * 6 + 2 <= mostBytes) return true
  if (typeof value === 'number') return true
  return (JSON.stringify(value)?.length ?? 0) <= mostBytes
}
