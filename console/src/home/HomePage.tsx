import { useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import { Home } from '../../../server/src/modules/insight/contract.ts'
import { Channel, channels } from '../../../server/src/modules/thread/contract.ts'
import { get } from '../api/client.ts'
import { useCan, useSession } from '../app/session.ts'
import { useNow } from '../app/useNow.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { FilterChips } from '../ui/FilterChips.tsx'
import { Page } from '../ui/Page.tsx'
import { useFilters } from '../ui/useFilters.ts'
import { Attention } from './Attention.tsx'
import { ChannelTable } from './ChannelTable.tsx'
import classes from './HomePage.module.css'
import { JourneyResults } from './JourneyResults.tsx'
import { KeyFigures } from './KeyFigures.tsx'
import { NothingSold } from './NothingSold.tsx'
import { lastDays, spans } from './period.ts'
import { RevenueChart } from './RevenueChart.tsx'
import { useHomeAnswer } from './useHomeAnswer.ts'
import { WithoutFigures } from './WithoutFigures.tsx'

const Filters = z.object({
  days: z.coerce.number().pipe(z.literal(spans)).catch(30),
  channel: Channel.optional().catch(undefined),
})

/** How the brand is doing, channel by channel, and what needs a person now. */
export function HomePage() {
  const { t } = useTexts()
  const can = useCan()
  return (
    <Page title={t('home.title')} answer={can('insight:read') ? <Answer /> : undefined}>
      <div className={classes.columns}>
        <div className={classes.main}>{can('insight:read') ? <Figures /> : <WithoutFigures />}</div>
        <Attention />
      </div>
    </Page>
  )
}

/** Each part asks for the figures by itself; they are read once. */
function useHome() {
  const [{ days, channel }, setFilters] = useFilters(Filters)
  const { brand } = useSession()
  const period = lastDays(days, useNow(), brand.timeZone)
  const home = useQuery({
    queryKey: ['insight', 'home', period],
    queryFn: ({ signal }) =>
      get('/api/insight/home', { answer: Home, query: { ...period }, signal }),
    placeholderData: (before) => before,
    refetchInterval: 30_000,
  })
  return { home, days, channel, period, setFilters }
}

function Answer() {
  const { home, days } = useHome()
  return useHomeAnswer(home.data, days)
}

function Figures() {
  const { t } = useTexts()
  const can = useCan()
  const { home, days, channel, period, setFilters } = useHome()
  if (home.error && !home.data) return <ErrorState error={home.error} retry={home.refetch} />
  const sold = home.data?.channels.map((one) => one.channel) ?? []
  const shown = channels.filter((one) => sold.includes(one) || one === channel)
  return (
    <>
      <div className={classes.filters}>
        <FilterChips
          label={t('home.period')}
          required
          value={String(days)}
          options={spans.map((span) => ({
            value: String(span),
            label: t('home.days', { days: span }),
          }))}
          onChange={(value) => setFilters({ days: value === '30' ? undefined : value })}
        />
        <FilterChips
          label={t('home.channel')}
          value={channel}
          options={shown.map((value) => ({ value, label: t(`channels.${value}`) }))}
          onChange={(value) => setFilters({ channel: value })}
        />
      </div>
      <div data-stale={home.isPlaceholderData} className={classes.figures}>
        <KeyFigures home={home.data} channel={channel} />
        {home.data?.channels.length === 0 ? (
          <NothingSold />
        ) : (
          <>
            <RevenueChart period={period} before={home.data} channel={channel} />
            <ChannelTable home={home.data} />
          </>
        )}
        {can('journeys:read') && <JourneyResults period={period} />}
      </div>
    </>
  )
}
