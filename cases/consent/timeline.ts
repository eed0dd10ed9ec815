import type { Product } from '../product.ts'
import { answerFor, introduce, isSubscribed, type Place, placesOf, say } from './ground.ts'
import type { Case, Step } from './schema.ts'

/** Lives through a case step by step, and says what was not as expected. */
export async function liveThrough(
  product: Product,
  { consent_groups, timeline }: Case,
  zero: number,
): Promise<string[]> {
  const places = await placesOf(product, consent_groups)
  const bought = [...places.values()].some(({ byDefault }) => byDefault)
  const faults: string[] = []
  for (const step of timeline) {
    product.time.now = new Date(zero + step.at_ms)
    if ('expect' in step) faults.push(...(await compare(product, step, places)))
    else if ('type' in step) await take(product, step, { places, bought, zero })
  }
  return faults
}

interface Around {
  readonly places: ReadonlyMap<string, Place>
  readonly bought: boolean
  readonly zero: number
}

async function take(
  product: Product,
  step: Extract<Step, { type: string }>,
  { places, bought, zero }: Around,
): Promise<void> {
  const at = new Date(zero + (step.event_time_ms ?? step.at_ms))
  if (step.type === 'traits') return introduce(product, step, step.set, { at, bought })
  if (step.type === 'consent') {
    const place = places.get(step.group)
    if (!place) throw new Error(`there is no group ${step.group}`)
    return say(product, step, step.action, place, at)
  }
  const { user, anonymous, name, properties, message_id } = step
  await product.collect({
    ...{ type: 'track', event: name, properties, timestamp: at.toISOString() },
    ...(user && { userId: user }),
    ...(anonymous && { anonymousId: anonymous }),
    ...(message_id && { messageId: message_id }),
  })
  await product.settle()
}

async function compare(
  product: Product,
  { at_ms, expect }: Extract<Step, { expect: unknown }>,
  places: ReadonlyMap<string, Place>,
): Promise<string[]> {
  const faults: string[] = []
  for (const [name, { consent = {} }] of Object.entries(expect.users)) {
    for (const [group, expected] of Object.entries(consent)) {
      const place = places.get(group)
      const found = place !== undefined && isSubscribed(await answerFor(product, name, place))
      if (found !== expected) {
        faults.push(`${name}, ${group}, at ${at_ms}: expected ${expected}, found ${found}`)
      }
    }
  }
  return faults
}
