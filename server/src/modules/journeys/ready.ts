import type { Work } from '../../kernel/work.ts'
import { Definition } from './definition-contract.ts'
import { createJourney } from './journeys.ts'
import { publishJourney } from './publish.ts'

interface ReadyOptions {
  /** The mail that each ready journey sends. */
  readonly templateIds: { readonly abandonedCart: string }
}

const cartEvents = ['Product Added', 'Product Removed', 'Cart Viewed', 'Cart Updated']

/**
 * A cart that nobody touches for an hour and nobody buys is written about, once. Each event of the
 * cart renews what the mail will show and begins the hour anew. Buying ends it wherever it waits, and
 * within five days of the mail, or of a click in it, counts as its work.
 */
export function abandonedCart(templateId: string): Definition {
  return Definition.parse({
    entry: { kind: 'event', event: 'Product Added', key: 'cart_id' },
    reentry: 'once-per-key',
    refresh: { on: cartEvents.map((event) => ({ event })), remember: 'cart', restartsWait: true },
    first: 'hour',
    steps: [
      {
        ...{ id: 'hour', kind: 'wait-until', timeoutSeconds: 3600, onTimeout: 'still-filled' },
        branches: [{ name: 'order', on: { of: 'event', event: 'Order Completed' }, next: 'end' }],
      },
      {
        ...{ id: 'still-filled', kind: 'condition', yes: 'email', no: 'end' },
        all: [{ of: 'event', path: 'products', is: 'filled' }],
      },
      { id: 'email', kind: 'message', templateId, next: 'end' },
      { id: 'end', kind: 'exit' },
    ],
    exits: [{ event: 'Order Completed' }],
    goal: {
      event: 'Order Completed',
      attributionSeconds: 5 * 86_400,
      value: ['revenue', 'subtotal', 'total'],
    },
  })
}

/** Installs the ready journeys and starts them; one that is there already is left as it is. */
export async function installJourneys(
  work: Work,
  { templateIds }: ReadyOptions,
): Promise<{ abandonedCart: string }> {
  const template = 'abandoned-cart'
  const there = await work.tx
    .selectFrom('journeys.journey')
    .select('id')
    .where('template', '=', template)
    .executeTakeFirst()
  if (there) return { abandonedCart: there.id }
  const definition = abandonedCart(templateIds.abandonedCart)
  const id = await createJourney(work, { name: 'Panier abandonné', definition }, template)
  await publishJourney(work, id)
  return { abandonedCart: id }
}
