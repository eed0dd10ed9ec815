import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { z } from 'zod'
import { CustomerDetail } from '../../../server/src/modules/customers/contract.ts'
import { get } from '../api/client.ts'
import { parsed, useLive } from '../api/useLive.ts'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { LiveBadge } from '../ui/LiveBadge.tsx'
import { useAnnounce } from '../ui/LiveRegion.tsx'
import { Page } from '../ui/Page.tsx'
import { RelativeTime } from '../ui/times.tsx'
import { ConsentMatrix } from './ConsentMatrix.tsx'
import { CustomerNext } from './CustomerNext.tsx'
import classes from './CustomerPage.module.css'
import { CustomerThread } from './CustomerThread.tsx'
import { CustomerValue } from './CustomerValue.tsx'
import { Identity } from './Identity.tsx'
import { Traits } from './Traits.tsx'

/** One customer over all channels, the same page for a marketer, an associate and an agent. */
export function CustomerPage() {
  const { t } = useTexts()
  const can = useCan()
  const { id = '' } = useParams({ strict: false })
  const customer = useQuery({
    queryKey: ['customers', id],
    queryFn: ({ signal }) => get(`/api/customers/${id}`, { answer: CustomerDetail, signal }),
  })
  const live = useCustomerLive(id)
  const parent = { to: '/customers', label: t('customers.title') }
  if (customer.error) {
    return (
      <Page title={t('customers.one')} parent={parent}>
        <ErrorState error={customer.error} retry={customer.refetch} />
      </Page>
    )
  }
  const known = customer.data
  const title = known && (known.name ?? known.email ?? known.phone ?? t('customers.noName'))
  return (
    <Page
      title={title ?? t('ui.loading')}
      parent={parent}
      answer={
        known && (
          <span className={classes.answer}>
            <span>
              {t('customers.lastSeen')} <RelativeTime at={known.lastSeenAt} />
            </span>
            <LiveBadge state={live} />
          </span>
        )
      }
    >
      <div className={classes.columns}>
        <div className={classes.who}>
          <CustomerValue id={id} />
          {known && <Identity customer={known} />}
          {can('consent:read') && <ConsentMatrix id={id} />}
          {known && <Traits traits={known.traits} />}
        </div>
        <CustomerThread id={id} />
        <CustomerNext id={id} />
      </div>
    </Page>
  )
}

/** The thread grew: everything on the page may say something else now. */
function useCustomerLive(id: string) {
  const { t } = useTexts()
  const queries = useQueryClient()
  const announce = useAnnounce()
  const readAgain = () => queries.invalidateQueries({ queryKey: ['customers', id] })
  return useLive({
    path: `/api/customers/${id}/live`,
    on: {
      grown: parsed(z.object({ id: z.string() }), async () => {
        await readAgain()
        announce(t('customers.grown'))
      }),
    },
    onReturn: readAgain,
  })
}
