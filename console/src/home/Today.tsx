import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Home } from '../../../server/src/modules/insight/contract.ts'
import { get } from '../api/client.ts'
import { useCan, useSession } from '../app/session.ts'
import { useNow } from '../app/useNow.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Section } from '../ui/Page.tsx'
import classes from './Attention.module.css'
import { lastDays } from './period.ts'

/** What happened today so far, kept up to date. */
export function Today() {
  const { t, formats } = useTexts()
  const can = useCan()
  const { brand } = useSession()
  const today = lastDays(1, useNow(), brand.timeZone)
  const { data } = useQuery({
    queryKey: ['insight', 'home', today],
    queryFn: ({ signal }) =>
      get('/api/insight/home', { answer: Home, query: { ...today }, signal }),
    enabled: can('insight:read'),
    refetchInterval: 15_000,
  })
  if (!data) return null
  const { visits, orders, revenue, newCustomers } = data.total
  return (
    <Section
      title={t('home.today')}
      aside={can('events:read') && <Link to="/live">{t('home.today.live')}</Link>}
    >
      <dl className={classes.today}>
        <dt>{t('home.figure.visits')}</dt>
        <dd>{formats.count(visits.value ?? 0)}</dd>
        <dt>{t('home.figure.orders')}</dt>
        <dd>{formats.count(orders.value ?? 0)}</dd>
        <dt>{t('home.figure.revenue')}</dt>
        <dd>{formats.money(revenue.value ?? 0, data.currency)}</dd>
        <dt>{t('home.today.newCustomers')}</dt>
        <dd>{formats.count(newCustomers.value ?? 0)}</dd>
      </dl>
    </Section>
  )
}
