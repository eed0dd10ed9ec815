import {
  mayContact,
  type Permission,
  publishWording,
} from '../../server/src/modules/consent/index.ts'
import { findBy } from '../../server/src/modules/customers/index.ts'
import type { Product } from '../product.ts'
import type { Action, Group } from './schema.ts'

/** What a group of the cases is with us: a purpose on a channel. */
export interface Place {
  readonly purpose: 'marketing' | 'email_open_tracking'
  readonly channel: 'email' | 'sms' | 'push'
  readonly byDefault: boolean
}

const places = [
  { purpose: 'marketing', channel: 'email' },
  { purpose: 'email_open_tracking', channel: 'email' },
  { purpose: 'marketing', channel: 'sms' },
  { purpose: 'marketing', channel: 'push' },
] as const

const wording = 'cases'

/** The words that everybody in the cases says yes to. */
export async function publishWords(product: Product): Promise<void> {
  await product.inWork(async (work) => {
    for (const { purpose, channel } of places) {
      const text = 'J’accepte de recevoir ce que la marque m’envoie.'
      await publishWording(work, { purpose, channel, version: wording, language: 'fr', text })
    }
  })
}

/**
 * Gives each group a place of its own. "Subscribed by default" is with us what may rest on something
 * else than a yes: offers to who bought.
 */
export async function placesOf(
  product: Product,
  groups: readonly Group[],
): Promise<Map<string, Place>> {
  const found = new Map<string, Place>()
  for (const group of groups) {
    const channel = group.channel === 'mobile_push' ? 'push' : group.channel
    const free = places.find(
      (place) =>
        place.channel === channel && ![...found.values()].some((one) => isSame(one, place)),
    )
    if (!free) throw new Error(`no place is left for the group ${group.name} on ${channel}`)
    found.set(group.name, { ...free, byDefault: group.default === 'subscribed' })
  }
  const bought = [...found.values()].filter(({ byDefault }) => byDefault)
  await product.call('PUT', '/api/consent/rules', {
    softOptIn: {
      channels: bought.map(({ channel }) => channel).filter((channel) => channel !== 'push'),
      offeredSince: bought.length > 0 ? '2000-01-01' : null,
    },
    doubleOptIn: { channels: [], withinDays: 7 },
  })
  return found
}

const isSame = (one: Place, other: Pick<Place, 'purpose' | 'channel'>) =>
  one.purpose === other.purpose && one.channel === other.channel

export interface Named {
  readonly user?: string | undefined
  readonly anonymous?: string | undefined
}

const idsOf = ({ user, anonymous }: Named) => ({
  ...(user && { userId: user }),
  ...(anonymous && { anonymousId: anonymous }),
})

/** Somebody is there, with traits; a customer who bought, where a group stands for that. */
export async function introduce(
  product: Product,
  who: Named,
  traits: object,
  { at, bought }: { at: Date; bought: boolean },
): Promise<void> {
  const timestamp = at.toISOString()
  await product.collect({ type: 'identify', ...idsOf(who), traits, timestamp })
  if (bought) {
    const properties = { order_id: `order of ${who.user ?? who.anonymous}`, total: 10 }
    await product.collect({
      ...{ type: 'track', event: 'Order Completed', ...idsOf(who), properties, timestamp },
    })
  }
  await product.settle()
}

export async function say(
  product: Product,
  who: Named,
  action: Action,
  { purpose, channel }: Place,
  at: Date,
): Promise<void> {
  const event = action === 'subscribe' ? 'Consent Given' : 'Consent Withdrawn'
  const properties = { purpose, channel, wording, language: 'fr' }
  const timestamp = at.toISOString()
  await product.collect({ type: 'track', event, ...idsOf(who), properties, timestamp })
  await product.settle()
}

export async function idOf(product: Product, name: string): Promise<string | undefined> {
  return (
    (await findBy(product.db, 'user_id', name)) ?? (await findBy(product.db, 'anonymous_id', name))
  )
}

/** Whether somebody may be contacted; at what hour is another question. */
export async function answerFor(
  product: Product,
  name: string,
  { purpose, channel }: Place,
): Promise<Permission | undefined> {
  const id = await idOf(product, name)
  if (!id) return undefined
  const question = { customerIds: [id], purpose, channel, now: product.time.now }
  return (await mayContact(product.db, question)).get(id)
}

export const isSubscribed = (answer: Permission | undefined): boolean =>
  answer?.allowed === true || answer?.reason === 'outside-hours'
