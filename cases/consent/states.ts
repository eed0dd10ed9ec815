import { z } from 'zod'
import { installTemplates, planMessage } from '../../server/src/modules/messages/index.ts'
import type { Product } from '../product.ts'
import { filesOfConsent } from './files.ts'
import { answerFor, idOf, introduce, isSubscribed, type Place, placesOf, say } from './ground.ts'
import type { Action, StateCase } from './schema.ts'

const Default = z.enum(['subscribed', 'not_subscribed']).default('subscribed')
const Toggle = z.array(
  z.object({
    action: z.enum(['subscribe', 'unsubscribe']),
    subscribed: z.boolean(),
    in_unsubscribed_list: z.boolean().optional(),
  }),
)

/** Runs one of the short cases: a state after an answer, a row of answers, or sends in between. */
export async function stateCase(product: Product, one: StateCase, zero: number): Promise<string[]> {
  product.time.now = new Date(zero)
  if ('accepts' in one) return filesOfConsent(product)
  if ('unsubscribes_user' in one)
    return sends(product, ['send ok', 'click unsubscribe', 'send -> skipped'])
  const { sequence } = one
  if (Array.isArray(sequence) && typeof sequence[0] === 'string') return sends(product, sequence)
  const byDefault = Default.parse(one.default)
  const place = await meet(product, byDefault)
  if (Array.isArray(sequence)) return toggle(product, place, Toggle.parse(sequence))
  if (one.action) await answer(product, place, one.action as Action)
  const found = isSubscribed(await answerFor(product, who, place))
  return found === one.subscribed ? [] : [`expected ${one.subscribed}, found ${found}`]
}

const who = 'user-1'

async function meet(product: Product, byDefault: z.infer<typeof Default>): Promise<Place> {
  const groups = [{ name: 'group', channel: 'email', default: byDefault } as const]
  const place = (await placesOf(product, groups)).get('group')
  if (!place) throw new Error('one group has one place')
  const at = new Date(product.time.now.getTime() - 1000)
  const traits = { email: 'somebody@example.fr', language: 'fr' }
  await introduce(product, { user: who }, traits, { at, bought: place.byDefault })
  return place
}

async function answer(product: Product, place: Place, action: Action): Promise<void> {
  product.time.now = new Date(product.time.now.getTime() + 1000)
  await say(product, { user: who }, action, place, product.time.now)
}

async function toggle(
  product: Product,
  place: Place,
  steps: z.infer<typeof Toggle>,
): Promise<string[]> {
  const faults: string[] = []
  for (const { action, subscribed, in_unsubscribed_list } of steps) {
    await answer(product, place, action)
    const permission = await answerFor(product, who, place)
    const found = {
      subscribed: isSubscribed(permission),
      out: permission?.reason === 'consent-withdrawn',
    }
    if (found.subscribed !== subscribed)
      faults.push(`after ${action}: subscribed ${found.subscribed}`)
    if (in_unsubscribed_list !== undefined && found.out !== in_unsubscribed_list) {
      faults.push(`after ${action}: on the list of those who left: ${found.out}`)
    }
  }
  return faults
}

/** Real mails through the ledger, and the link that each of them carries. */
async function sends(product: Product, steps: readonly string[]): Promise<string[]> {
  await meet(product, 'subscribed')
  const { abandonedCart: templateId } = await installTemplates(product.inWork)
  const faults: string[] = []
  for (const [index, step] of steps.entries()) {
    product.time.now = new Date(product.time.now.getTime() + 60_000)
    if (step.startsWith('click unsubscribe')) await clickUnsubscribe(product)
    else {
      const { state, reason } = await send(product, templateId, `send ${index}`)
      const wanted = step.includes('skipped') ? 'refused' : 'handed_over'
      const isReasoned = wanted !== 'refused' || reason !== null
      if (state !== wanted || !isReasoned)
        faults.push(`${step}: the message is ${state} (${reason})`)
    }
  }
  return faults
}

async function send(product: Product, templateId: string, key: string) {
  const customerId = (await idOf(product, who)) ?? ''
  const products = [{ name: 'Tasse', price: 12, quantity: 1 }]
  const event = { products, cart_url: 'https://shop.example/cart' }
  const { messageId } = await product.inWork((work) =>
    planMessage(work, { customerId, key, templateId, event }),
  )
  await product.settle()
  return product.db
    .selectFrom('messages.message')
    .select(['state', 'reason'])
    .where('id', '=', messageId)
    .executeTakeFirstOrThrow()
}

/** As a mail program does: the address of the header, with the one line that RFC 8058 asks for. */
async function clickUnsubscribe(product: Product): Promise<void> {
  const { mails } = await product.call('GET', '/api/mails')
  const mail = await product.call('GET', `/api/mails/${mails[0].id}`)
  const header = mail.headers.find(({ name }: { name: string }) => name === 'List-Unsubscribe')
  const { pathname } = new URL(header.value.slice(1, -1))
  await product.post(pathname, 'List-Unsubscribe=One-Click')
  await product.settle()
}
