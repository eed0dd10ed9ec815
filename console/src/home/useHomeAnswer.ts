import type { Home } from '../../../server/src/modules/insight/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'

/** The first line of the house: what was sold, and whether that is more than before. */
export function useHomeAnswer(home: Home | undefined, days: number): string {
  const { t, formats } = useTexts()
  if (!home) return t('ui.loading')
  const { revenue, orders } = home.total
  if (!orders.value) return t('home.answer.nothing', { days })
  const values = {
    days,
    revenue: formats.roundMoney(revenue.value ?? 0, home.currency),
    orders: orders.value,
  }
  if (!revenue.before || revenue.value === null) return t('home.answer.first', values)
  const ratio = (revenue.value - revenue.before) / revenue.before
  return t('home.answer.compared', {
    ...values,
    change: formats.percent(Math.abs(ratio)),
    direction: ratio < 0 ? 'less' : 'more',
  })
}
