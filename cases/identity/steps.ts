import type { Product } from '../product.ts'
import { named, type Step } from './schema.ts'

/** Does the steps of a case in the order in which they arrive, then lets everything come to rest. */
export async function takeSteps(product: Product, steps: readonly Step[]): Promise<void> {
  for (const [index, step] of steps.entries()) {
    const { time } = product
    // A late event tells of earlier; the clock does not go back for it.
    const said = step.timestamp ? Date.parse(step.timestamp) : 0
    time.now = new Date(Math.max(time.now.getTime() + 1, said))
    if (step.type.startsWith('$')) await order(product, step)
    else await send(product, step, index)
  }
  await product.settle()
}

export const messageIdOf = (step: Step, index: number) => step.messageId ?? `step-${index}`
export const ofConsent = 'consent of '

async function send({ collect }: Product, step: Step, index: number): Promise<void> {
  const messageId = messageIdOf(step, index)
  await collect({ ...step, messageId })
  for (const decision of decisionsIn(step)) {
    await collect({
      ...decision,
      messageId: `${ofConsent}${messageId} ${decision.properties.channel}`,
    })
  }
}

/** What the context of an event says of a channel is told as a form of the brand would tell it. */
function decisionsIn({ userId, anonymousId, timestamp, traits, properties, context }: Step) {
  const consent = context?.consent
  if (!(consent instanceof Object)) return []
  const said = { ...properties, ...traits }
  const known = ['email', 'phone', 'loyaltyCard'].filter((name) => name in said)
  return Object.entries(consent)
    .filter(([channel]) => ['email', 'sms', 'push'].includes(channel))
    .map(([channel, state]) => ({
      type: 'track',
      event: state === 'granted' ? 'Consent Given' : 'Consent Withdrawn',
      ...{ userId, anonymousId, timestamp },
      properties: {
        ...Object.fromEntries(known.map((name) => [name, said[name]])),
        ...{ purpose: 'marketing', channel, wording, language: 'fr' },
      },
      context: { ...context, consent: {} },
    }))
}

/** The words to which the customers of the cases agree. */
export const wording = 'cases'

/** What a person of the team orders. Whatever was sent before has been woven by then. */
async function order(product: Product, step: Step): Promise<void> {
  const { call, settle } = product
  await settle()
  const reason = 'a case'
  if (step.type === '$merge') {
    const [keep, absorb] = await Promise.all([idOf(product, step.keep), idOf(product, step.absorb)])
    await call('POST', `/api/customers/${keep}/merges`, { absorb, reason })
  } else if (step.type === '$unmerge') {
    const { merges } = await call('GET', '/api/identity/merges?state=standing&limit=1')
    const [last] = merges
    if (!last) throw new Error('there is no merge to undo')
    await call('POST', `/api/identity/merges/${last.id}/undo`, { reason })
  } else if (step.type === '$detach') {
    await call('POST', '/api/identity/detach', { ...named(step.id ?? ''), reason })
  } else if (step.type === '$erase' || step.type === '$suppress') {
    const { kind, value } = named(step.id ?? '')
    const asked = { kind: 'erasure', by: kind, value, bar: step.type === '$suppress' }
    const { id } = await call('POST', '/api/privacy/requests', asked)
    await call('POST', `/api/privacy/requests/${id}/verify`, { vouched: 'came to the shop' })
  } else throw new Error(`unknown step ${step.type}`)
  await settle()
  await product.heard()
}

async function idOf({ call }: Product, id = ''): Promise<string> {
  const { kind, value } = named(id)
  const path = `/api/customers/by/${encodeURIComponent(kind)}/${encodeURIComponent(value)}`
  return (await call('GET', path)).id
}
