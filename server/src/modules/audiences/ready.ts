import type { Work } from '../../kernel/work.ts'
import type { Actor } from '../team/index.ts'
import { createAudience } from './audiences.ts'
import type { NewAudience } from './contract.ts'
import type { EventLeaf } from './event-leaf-contract.ts'

const day = 86_400

const event = (
  name: string,
  op: EventLeaf['count']['op'],
  n: number,
  withinSeconds?: number,
): EventLeaf => ({
  kind: 'event',
  name,
  count: { op, n },
  ...(withinSeconds && { withinSeconds }),
})

type Ready = Readonly<Record<'fr' | 'en', string>> & Pick<NewAudience, 'condition'>

/** Audiences that every shop can use. Names are data: whoever installs them says in which language. */
const ready: readonly Ready[] = [
  {
    fr: 'Paniers abandonnés (24 h)',
    en: 'Abandoned carts (24 h)',
    condition: {
      kind: 'all',
      of: [
        event('Product Added', 'gte', 1, day),
        { kind: 'not', of: event('Order Completed', 'gte', 1, day) },
      ],
    },
  },
  {
    fr: 'Clients fidèles',
    en: 'Loyal customers',
    condition: event('Order Completed', 'gte', 3, 365 * day),
  },
  {
    fr: 'Nouveaux clients (30 j)',
    en: 'New customers (30 d)',
    condition: {
      kind: 'all',
      of: [
        event('Order Completed', 'gte', 1),
        { kind: 'seen', which: 'first', withinSeconds: 30 * day },
      ],
    },
  },
  {
    fr: 'Clients à risque (180 j)',
    en: 'Customers at risk (180 d)',
    condition: {
      kind: 'all',
      of: [event('Order Completed', 'gte', 1), event('Order Completed', 'eq', 0, 180 * day)],
    },
  },
  {
    fr: 'Acceptent les e-mails',
    en: 'Agreed to e-mails',
    condition: { kind: 'consent', purpose: 'marketing', channel: 'email', is: 'given' },
  },
]

/** Draws the ready audiences. */
export async function installAudiences(
  work: Work,
  actor: Pick<Actor, 'kind' | 'id'>,
  language: 'fr' | 'en' = 'fr',
): Promise<string[]> {
  const ids: string[] = []
  for (const { [language]: name, condition } of ready) {
    ids.push(await createAudience(work, actor, { name, condition }))
  }
  return ids
}
