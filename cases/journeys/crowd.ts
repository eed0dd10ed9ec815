import { publishWords } from '../consent/ground.ts'
import type { Product } from '../product.ts'

interface Person {
  readonly name: string
  /** Whether they agreed to be written to. */
  readonly subscribed: boolean
  readonly zone?: string | undefined
}

/** People with addresses, those among them who agreed having said so in the words shown. */
export async function gather(product: Product, people: readonly Person[]): Promise<void> {
  const { collect, settle } = product
  await publishWords(product)
  for (const { name, subscribed, zone } of people) {
    const email = `${name}@example.org`
    const traits = { email, ...(zone && { timezone: zone }) }
    await collect({ type: 'identify', userId: name, traits })
    if (!subscribed) continue
    const properties = { purpose: 'marketing', channel: 'email', language: 'fr', wording: 'cases' }
    await collect({ type: 'track', event: 'Consent Given', userId: name, properties })
  }
  await settle()
}

/** Puts people on a list of this name, which is there from now on. */
export async function listed(
  { call, settle }: Product,
  name: string,
  values: readonly string[],
  known?: string,
): Promise<string> {
  const id = known ?? (await call('POST', '/api/audience-lists', { name })).id
  for (let from = 0; from < values.length; from += 1000) {
    const portion = values.slice(from, from + 1000)
    const change = { action: 'add', by: 'userId', values: portion }
    await call('POST', `/api/audience-lists/${id}/people`, change)
  }
  await settle()
  return id
}

/** An offer, which only those get who agreed. */
export async function offer(product: Product, name: string): Promise<string> {
  const contents = { fr: { subject: name, mjml: mail } }
  const { id } = await product.call('POST', '/api/messages/templates', { name, contents })
  return id
}

/** A campaign to a list, not yet on its way. */
export async function draftTo(
  { call }: Product,
  name: string,
  list: string,
  more: { templateId: string },
): Promise<string> {
  const definition = { to: { of: 'list', id: list }, ...more }
  const { id } = await call('POST', '/api/campaigns', { name, definition })
  return id
}

const mail =
  '<mjml><mj-body><mj-section><mj-column><mj-text>Bonjour <a href="{{ unsubscribe_url }}">Se désabonner</a></mj-text></mj-column></mj-section></mj-body></mjml>'
