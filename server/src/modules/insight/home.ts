import type { Db } from '../../kernel/database.ts'
import { counted, figure, mean, shareOf, total } from './change.ts'
import type { Figures, Home, HomeQuery } from './contract.ts'
import { type ChannelSums, settled, sumsOf } from './figures.ts'
import { visitChannels } from './visits.ts'

/** The home page: every channel against as many days before. */
export async function home(db: Db, query: HomeQuery): Promise<Home> {
  const period = await settled(db, query)
  const days = daysBetween(period.from, period.to) + 1
  const before = { ...period, from: addDays(period.from, -days), to: addDays(period.from, -1) }
  const wanted = ({ channel }: ChannelSums) => !query.channel || channel === query.channel
  const now = (await sumsOf(db, period)).filter(wanted)
  const then = (await sumsOf(db, before)).filter(wanted)
  const channels = [...new Set([...now, ...then].map(({ channel }) => channel))]
  const of = (all: ChannelSums[], name: string) => all.find(({ channel }) => channel === name)
  return {
    ...{ from: period.from, to: period.to, beforeFrom: before.from, beforeTo: before.to },
    ...{ timeZone: period.timeZone, currency: period.currency },
    currencies: [...period.currencies],
    total: tiles(added(now), added(then), query.channel ?? 'all'),
    channels: channels.map((channel) => ({
      channel,
      figures: tiles(of(now, channel) ?? added([]), of(then, channel) ?? added([]), channel),
    })),
  }
}

function tiles(now: ChannelSums, then: ChannelSums, channel: string): Figures {
  const compare = (formula: string, measure: (sums: ChannelSums) => ReturnType<typeof counted>) =>
    figure(formula, measure(now), measure(then))
  return {
    ...visiting(compare, channel),
    orders: compare('orders.completed', ({ orders }) => counted(orders)),
    unitsPerOrder: compare('units.per-order', ({ units, orders }) => ratio(units, orders)),
    averageBasket: compare('basket.revenue-per-order', (sums) =>
      mean(sums.revenue, sums.revenueSquares, sums.orders),
    ),
    revenue: compare('revenue.less-returns', (sums) =>
      total(
        sums.revenue - sums.returned,
        sums.revenueSquares + sums.returnedSquares,
        sums.orders + sums.returns,
      ),
    ),
    returned: compare('returned.on-the-day', (sums) =>
      total(sums.returned, sums.returnedSquares, sums.returns),
    ),
    newCustomers: compare('customers.first-order', (sums) => counted(sums.newCustomers)),
    unpriced: now.unpriced,
  }
}

/**
 * Where people come and go by themselves, visits are told from events. In a shop without a counter at
 * the door, tickets are what is known of them, and say nothing of conversion.
 */
function visiting(
  compare: (
    formula: string,
    measure: (sums: ChannelSums) => ReturnType<typeof counted>,
  ) => Figures['visits'],
  channel: string,
): Pick<Figures, 'visits' | 'conversion'> {
  if (channel === 'shop') {
    return {
      visits: compare('visits.tickets', ({ orders }) => counted(orders)),
      conversion: compare('conversion.unknown', unknown),
    }
  }
  if (channel === 'all' || visitChannels.some((name) => name === channel)) {
    return {
      visits: compare('visits.silence', ({ visits }) => counted(visits)),
      conversion: compare('conversion.visits-with-order', ({ converted, visits }) =>
        shareOf(converted, visits),
      ),
    }
  }
  return {
    visits: compare('visits.unknown', unknown),
    conversion: compare('conversion.unknown', unknown),
  }
}

const unknown = () => ({ value: null, n: 0, spread: Number.NaN })
/** Without the squares of units no interval can be given. */
const ratio = (sum: number, n: number) => ({
  value: n > 0 ? sum / n : null,
  n,
  spread: Number.NaN,
})

function added(all: readonly ChannelSums[]): ChannelSums {
  const sum = (pick: (sums: ChannelSums) => number) => all.reduce((so, one) => so + pick(one), 0)
  return {
    channel: 'all',
    visits: sum(({ visits }) => visits),
    converted: sum(({ converted }) => converted),
    newCustomers: sum(({ newCustomers }) => newCustomers),
    orders: sum(({ orders }) => orders),
    unpriced: sum(({ unpriced }) => unpriced),
    units: sum(({ units }) => units),
    revenue: sum(({ revenue }) => revenue),
    revenueSquares: sum(({ revenueSquares }) => revenueSquares),
    returns: sum(({ returns }) => returns),
    returned: sum(({ returned }) => returned),
    returnedSquares: sum(({ returnedSquares }) => returnedSquares),
  }
}

const day = 24 * 3_600_000
const daysBetween = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / day
const addDays = (date: string, days: number) =>
  new Date(Date.parse(date) + days * day).toISOString().slice(0, 10)
