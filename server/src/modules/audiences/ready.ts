import type { Work } from '../../kernel/work.ts'
import type { Actor } from '../team/index.ts'
import { createAudience } from './audiences.ts'
import { Condition } from './condition-contract.ts'
import type { NewAudience } from './contract.ts'
import type { StageLeaf } from './customer-leaf-contract.ts'
import type { EventLeaf } from './event-leaf-contract.ts'

type Who = Pick<Actor, 'kind' | 'id'>

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

const stage = (code: StageLeaf['in'][number]): Condition => ({ kind: 'stage', in: [code] })
const uses = (channel: string): Condition => ({
  ...{ kind: 'channel', which: 'used', channel, withinSeconds: 90 * day },
})

/** Audiences that every shop can use. Names are data: whoever installs them says in which language. */
const ready = {
  prospects: { fr: 'Prospects', en: 'Prospects', condition: stage('prospect') },
  fresh: { fr: 'Nouveaux clients', en: 'New customers', condition: stage('new') },
  active: { fr: 'Clients actifs', en: 'Active customers', condition: stage('active') },
  leaving: { fr: 'Clients à risque', en: 'Customers at risk', condition: stage('at_risk') },
  lost: { fr: 'Clients perdus', en: 'Lost customers', condition: stage('lost') },
  onTheWeb: {
    fr: 'Utilisent le site (90 j)',
    en: 'Use the web site (90 d)',
    condition: uses('web'),
  },
  inTheApp: {
    fr: 'Utilisent l’application (90 j)',
    en: 'Use the app (90 d)',
    condition: uses('app'),
  },
  inTheShop: {
    fr: 'Viennent en boutique (90 j)',
    en: 'Come to the shops (90 d)',
    condition: uses('shop'),
  },
  best: {
    fr: 'Meilleurs clients',
    en: 'Best customers',
    condition: {
      ...{ kind: 'rfm', currency: 'EUR' },
      ...{ recency: { from: 0, to: 180 }, frequency: { from: 3 }, money: { from: 25_000 } },
    },
  },
  abandonedCarts: {
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
  loyal: {
    fr: 'Clients fidèles',
    en: 'Loyal customers',
    condition: stage('loyal'),
  },
  newcomers: {
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
  atRisk: {
    fr: 'Clients à risque (180 j)',
    en: 'Customers at risk (180 d)',
    condition: {
      kind: 'all',
      of: [event('Order Completed', 'gte', 1), event('Order Completed', 'eq', 0, 180 * day)],
    },
  },
  agreedToMail: {
    fr: 'Acceptent les e-mails',
    en: 'Agreed to e-mails',
    condition: { kind: 'consent', purpose: 'marketing', channel: 'email', is: 'given' },
  },
  haveAccount: {
    fr: 'Ont un compte',
    en: 'Have an account',
    condition: {
      kind: 'any',
      of: [event('Signed Up', 'gte', 1), { kind: 'trait', path: 'birthday', op: 'exists' }],
    },
  },
  haveShop: {
    fr: 'Ont une boutique favorite',
    en: 'Have a favourite shop',
    condition: { kind: 'trait', path: 'favoriteShop', op: 'exists' },
  },
} as const satisfies Record<string, Ready>
export type ReadyAudience = keyof typeof ready

/** Those that a brand has from its first day; the others come with the journeys that are built on them. */
const fromTheFirstDay: readonly ReadyAudience[] = [
  ...(['prospects', 'fresh', 'active', 'loyal', 'leaving', 'lost'] as const),
  ...(['onTheWeb', 'inTheApp', 'inTheShop', 'best', 'abandonedCarts', 'agreedToMail'] as const),
]

/** Who looked at a category again and again, or bought of it twice, in half a year. */
export const fansOf = (category: string): Condition => {
  const items = [{ path: 'category', op: 'eq' as const, value: category }]
  return {
    kind: 'any',
    of: [
      { ...event('Product Viewed', 'gte', 5, 180 * day), where: items },
      { ...event('Order Completed', 'gte', 2, 180 * day), items },
    ],
  }
}

/** A category as events name it, and as people do. */
export interface Category {
  readonly value: string
  readonly name: Readonly<Record<'fr' | 'en', string>>
}

/** Draws the ready audiences, and one of fans for each of these categories. */
export async function installAudiences(
  work: Work,
  actor: Who,
  language: 'fr' | 'en' = 'fr',
  categories: readonly Category[] = [],
): Promise<string[]> {
  const ids: string[] = []
  for (const code of fromTheFirstDay) {
    const { [language]: name, condition } = ready[code]
    ids.push(await createAudience(work, actor, { name, condition: Condition.parse(condition) }))
  }
  for (const { value, name: names } of categories) {
    const name = language === 'fr' ? `Amateurs : ${names.fr}` : `Fans of ${names.en}`
    ids.push(await createAudience(work, actor, { name, condition: fansOf(value) }))
  }
  return ids
}

/** A ready audience: the one of its name (in any language) if there is one, else drawn now. */
export async function readyAudience(
  work: Work,
  actor: Who,
  code: ReadyAudience,
  language: 'fr' | 'en',
): Promise<string> {
  const { fr, en, condition } = ready[code]
  const there = await work.tx
    .selectFrom('audiences.audience')
    .select('id')
    .where('name', 'in', [fr, en])
    .orderBy('created_at')
    .executeTakeFirst()
  if (there) return there.id
  const name = ready[code][language]
  return await createAudience(work, actor, { name, condition: Condition.parse(condition) })
}
