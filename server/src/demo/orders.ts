import type { LightMyRequestResponse } from 'fastify'
import type { Db } from '../kernel/database.ts'
import type { Loop } from '../kernel/loops.ts'
import { remember, setting } from '../kernel/settings.ts'
import type { InWork } from '../kernel/work.ts'
import { doorsOf } from './begin.ts'
import { products } from './catalogue.ts'
import { type Person, personOf } from './person.ts'
import { mix, type Random, randomFrom, weighted } from './random.ts'
import { shelved } from './stock.ts'
import { type Story, storyOf } from './story.ts'

const bookmark = 'demo.orders'
/** How the first orders reach people, one after the other: what a morning brings. */
const ways = [
  ...['standard', 'collect', 'standard', 'reserve', 'express', 'collect', 'standard'],
  ...['reserve', 'standard', 'collect', 'express', 'standard'],
] as const
/** Of these one is refused by its bank. */
const refused = 8

const wished = weighted(products, ({ weight }) => weight)
const streets = ['rue des Lilas', 'rue Victor-Hugo', 'avenue de la Gare', 'rue du Moulin']

interface Shoppers {
  readonly db: Db
  readonly inWork: InWork
  /** The product's own public doors: what is ordered here is ordered as from anywhere. */
  readonly http: { inject(asked: object): Promise<LightMyRequestResponse> }
}

/**
 * The loop that has some people of the demo's year order once its goods are on the shelves, each by the
 * shop's public API and the demo's bank, so that there is something to prepare on the first day.
 */
export function ordersLoop({ db, inWork, http }: Shoppers): Loop {
  let done = false
  return {
    name: 'demo/orders',
    wakeOn: ['demo.begun'],
    idleMs: 5000,
    run: async () => {
      const story = done ? undefined : await storyOf(db)
      if (!story?.done || !(await shelved(db))) return false
      const number = Number((await setting(db, bookmark)) ?? 0)
      done = number >= ways.length
      if (done) return false
      // Noted before: who dies in between leaves one out and has nobody charged twice.
      await inWork((work) => remember(work.tx, bookmark, number + 1, work.now))
      const { site } = await inWork(doorsOf)
      await orderOne(http, site.writeKey, story, number)
      return true
    },
  }
}

async function orderOne(
  http: Shoppers['http'],
  writeKey: string,
  { seed, customers }: Story,
  number: number,
): Promise<void> {
  const random = randomFrom(mix(seed, 8, number))
  const person = personOf(seed, random.below(customers))
  const { language } = person
  const session = await ask(http, '/api/shop/session', { writeKey, language })
  const token = String(session.token)
  for (let lines = 1 + random.below(3); lines > 0; lines--) {
    const { sku } = wished(random.next())
    await ask(http, '/api/shop/cart/lines', { sku, quantity: 1 + random.below(2) }, token)
  }
  const option = ways[number] ?? 'standard'
  const paysNow = option !== 'reserve'
  const card = number === refused ? 'pm_card_chargeDeclined' : 'pm_card_visa'
  await ask(
    http,
    '/api/shop/checkout',
    {
      option,
      contact: contactOf(person),
      ...(option === 'collect' || option === 'reserve'
        ? { shop: person.shopId }
        : { address: addressOf(person, random) }),
      payments: paysNow ? [{ means: 'card', token: card }] : [],
    },
    token,
  )
}

const contactOf = ({ email, firstName, lastName, phone }: Person) => ({
  ...{ email, firstName, lastName },
  ...(phone && { phone }),
})

const addressOf = ({ firstName, lastName, postalCode, city }: Person, random: Random) => ({
  name: `${firstName} ${lastName}`,
  street: `${1 + random.below(90)} ${random.pick(streets)}`,
  ...{ postalCode, city, country: 'FR' },
})

/** What is refused (an article that is out, a card that does not pay) is so to anybody, and ends there. */
async function ask(
  http: Shoppers['http'],
  url: string,
  payload: object,
  token?: string,
): Promise<Record<string, unknown>> {
  const answer = await http.inject({
    ...{ method: 'POST', url, payload },
    headers: {
      'idempotency-key': `demo-${token?.slice(-24)}`,
      ...(token && { authorization: `Bearer ${token}` }),
    },
  })
  if (answer.statusCode >= 500) throw new Error(`${url} answered ${answer.statusCode}`)
  return answer.json()
}
