import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import { NewPromotion } from './contract.ts'
import { activatePromotion, createPromotion } from './promotions.ts'
import './tables.ts'

/** What a brand may begin with, in its language and currency. */
interface Ready {
  readonly promotion: object
  readonly code?: string
}

/** Promotions of the demo brand: those that its year speaks of, and one of each more telling kind. */
const ready: readonly Ready[] = [
  {
    promotion: {
      name: 'Livraison offerte dès 45 €',
      priority: 300,
      effect: { kind: 'delivery', how: 'price', value: 0 },
      conditions: [{ kind: 'subtotal', atLeast: 4500 }],
    },
  },
  {
    promotion: {
      name: 'Panier repris : 10 %',
      priority: 200,
      effect: { kind: 'percent', of: 'order', percent: 1000 },
      needsCode: true,
      limits: { perCustomer: 1 },
    },
    code: 'PANIER10',
  },
  {
    promotion: {
      name: 'Bienvenue : 5 € sur la première commande',
      priority: 200,
      effect: { kind: 'fixed', how: 'order', amount: 500 },
      conditions: [{ kind: 'first-order' }, { kind: 'subtotal', atLeast: 3000 }],
      needsCode: true,
      limits: { perCustomer: 1, budget: 500_000 },
    },
    code: 'BIENVENUE',
  },
  {
    promotion: {
      name: 'Soin du visage : le troisième offert',
      priority: 100,
      effect: {
        kind: 'buy-get',
        buy: { target: { categories: ['face'] }, quantity: 2 },
        get: { target: { categories: ['face'] }, quantity: 1 },
      },
    },
  },
]

/** Gives a brand that has no promotion yet those above, with what is asked for delivery as its threshold. */
export async function installPromotions(work: Work, currency: string): Promise<void> {
  const known = await work.tx.selectFrom('promotions.promotion').select('id').limit(1).execute()
  if (known.length > 0) return
  for (const { promotion, code } of ready) {
    const id = await createPromotion(work, NewPromotion.parse({ currency, ...promotion }))
    await activatePromotion(work, id)
    if (!code) continue
    const row = { code, promotion_id: id, batch_id: null, max_uses: null, uses: sql<number>`0` }
    await work.tx
      .insertInto('promotions.code')
      .values({ ...row, created_at: work.now })
      .execute()
  }
}
