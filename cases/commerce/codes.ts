import { z } from 'zod'
import { promotionsFor, quote } from '../../server/src/modules/promotions/index.ts'
import type { Product } from '../product.ts'
import { faultsOf } from './compare.ts'
import type { Case } from './schema.ts'

const Coupons = z.object({
  coupons: z.array(
    z.object({
      code: z.string(),
      starts_at: z.string().optional(),
      ends_at: z.string().optional(),
      percent: z.number().default(10),
    }),
  ),
})

const dayMs = 86_400_000
const days = new Map<string, number>([
  ...[['yesterday', -1] as const, ['today', 0] as const, ['tomorrow', 1] as const],
  ...[['last week', -7] as const, ['next week', 7] as const],
])

/** Codes that somebody types: each opens its promotion, or says why not. */
export async function tryCodes(product: Product, { given, when, then }: Case): Promise<string[]> {
  const now = new Date('2026-11-30T12:00:00Z')
  product.time.now = now
  const moment = (text: string | undefined) => {
    if (text === undefined) return null
    const away = days.get(text)
    const at = away === undefined ? new Date(text) : new Date(now.getTime() + away * dayMs)
    return at.toISOString()
  }
  const ids: string[] = []
  for (const { code, starts_at, ends_at, percent } of Coupons.parse(given).coupons) {
    const { id } = await product.call('POST', '/api/promotions', {
      ...{ name: code, currency: 'EUR', needsCode: true },
      effect: { kind: 'percent', of: 'order', percent: Math.round(percent * 100) },
      ...{ startsAt: moment(starts_at), endsAt: moment(ends_at) },
    })
    await product.call('POST', `/api/promotions/${id}/codes`, { code })
    await product.call('POST', `/api/promotions/${id}/activate`)
    ids.push(id)
  }
  const typed = when.replace(/^apply\s+/, '').split(/,\s*/)
  const found = new Map<string, string>()
  for (const code of typed) found.set(code, await answerTo(product, code, now))
  for (const id of ids) await product.call('POST', `/api/promotions/${id}/end`)
  const expected = Object.entries(then).map(([code, word]) => [code, plain(String(word))])
  return faultsOf(Object.fromEntries(expected), Object.fromEntries(found))
}

/** Without what is said of it in brackets. */
const plain = (word: string) => word.replace(/\s*\(.*\)$/, '')

async function answerTo({ db }: Product, code: string, at: Date): Promise<string> {
  const { rules, context } = await promotionsFor(db, {
    ...{ at, channel: 'web', shopId: null, customerId: null, audienceIds: [] },
    ...{ firstOrder: false, codes: [code] },
  })
  const line = { id: '1', sku: 'a', productId: '', quantity: 1, unit: 10_000, vat: 2000 }
  const lines = [{ ...line, categories: [], brand: null }]
  const basket = { currency: 'EUR', pricesIncludeTax: true, lines, delivery: [] }
  const quoted = quote(basket, rules, context)
  if (quoted.applied.some((one) => one.code === code)) return 'OK'
  const why = quoted.notApplied.find((one) => one.code === code)?.why
  return why === 'ended' ? 'EXPIRED' : (why ?? 'nothing').replace(/^code-/, '').toUpperCase()
}
