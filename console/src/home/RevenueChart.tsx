import { useQuery } from '@tanstack/react-query'
import { type Home, Series } from '../../../server/src/modules/insight/contract.ts'
import type { Channel } from '../../../server/src/modules/thread/contract.ts'
import { get } from '../api/client.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Chart } from '../ui/Chart.tsx'
import { type Days, daysOf } from './period.ts'

interface RevenueChartProps {
  period: Days
  before: Pick<Home, 'beforeFrom' | 'beforeTo'> | undefined
  channel: Channel | undefined
}

/** Revenue day by day over the same stretch of days before, dashed. */
export function RevenueChart({ period, before, channel }: RevenueChartProps) {
  const { t, formats } = useTexts()
  const now = useDaily(period, channel)
  const then = useDaily(before && { from: before.beforeFrom, to: before.beforeTo }, channel)
  const currency = now.data?.currency
  const days = daysOf(period)
  const revenue = revenueOf(now.data, days)
  const earlier = before
    ? revenueOf(then.data, daysOf({ from: before.beforeFrom, to: before.beforeTo }))
    : []
  const best = revenue.indexOf(Math.max(...revenue))

  return (
    <Chart
      kind="line"
      title={t('home.chart.title')}
      summary={
        revenue[best]
          ? t('home.chart.summary', {
              day: formats.day(`${days[best]}T12:00:00Z`),
              amount: formats.roundMoney(revenue[best], currency),
            })
          : t('home.chart.nothing')
      }
      pointsLabel={t('home.chart.day')}
      points={days.map((day) => formats.shortDate(`${day}T12:00:00Z`))}
      series={[
        // Today is not over: beside whole days its line would seem to fall.
        { name: t('home.chart.now'), values: [...revenue.slice(0, -1).map(major), null] },
        { name: t('home.chart.before'), values: earlier.map(major), comparison: true },
        { name: t('home.chart.today'), values: days.map(onlyLast(revenue)), single: true },
      ]}
      show={(value) => formats.money(value * 100, currency)}
      showShort={(value) => formats.short(value)}
    />
  )
}

/** Charts and their files show whole euros, not cents. */
function major(minor: number): number {
  return minor / 100
}

function onlyLast(values: number[]) {
  return (_: string, index: number) =>
    index === values.length - 1 ? major(values[index] ?? 0) : null
}

function useDaily(period: Days | undefined, channel: Channel | undefined) {
  return useQuery({
    queryKey: ['insight', 'daily', period, channel],
    queryFn: ({ signal }) =>
      get('/api/insight/daily', { answer: Series, query: { ...period, channel }, signal }),
    enabled: period !== undefined,
    placeholderData: (shown) => shown,
    refetchInterval: 60_000,
  })
}

function revenueOf(series: Series | undefined, days: string[]): number[] {
  const byDay = new Map<string, number>()
  for (const { day, revenue, returned } of series?.points ?? []) {
    byDay.set(day, (byDay.get(day) ?? 0) + revenue - returned)
  }
  return days.map((day) => byDay.get(day) ?? 0)
}
