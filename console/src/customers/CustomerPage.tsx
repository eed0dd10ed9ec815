import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { z } from 'zod'
import { CustomerDetail } from '../../../server/src/modules/customers/contract.ts'
import { get } from '../api/client.ts'
import { parsed, useLive } from '../api/useLive.ts'
import { useCan } from '../app/session.ts'
import { MergesPanel } from '../identity/MergesPanel.tsx'
import { useTexts } from '../texts/TextsProvider.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { FilterChips } from '../ui/FilterChips.tsx'
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

/** On a phone one of them is shown at a time; the thread is what most come for. */
const parts = ['thread', 'who', 'next'] as const

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
  const [part, setPart] = useState<(typeof parts)[number]>('thread')
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
            {known.name && known.email && <span>{known.email}</span>}
            {known.phone && <span>{known.phone}</span>}
            <span>
              {t('customers.lastSeen')} <RelativeTime at={known.lastSeenAt} />
            </span>
            <LiveBadge state={live} />
          </span>
        )
      }
    >
      <div className={classes.parts}>
        <FilterChips
          required
          label={t('customers.parts')}
          value={part}
          options={parts.map((value) => ({ value, label: t(`customers.part.${value}`) }))}
          onChange={(value) => setPart(value ?? 'thread')}
        />
      </div>
      <div className={classes.columns} data-part={part}>
        <div className={classes.who}>
          <CustomerValue id={id} />
          {can('consent:read') && <ConsentMatrix id={id} />}
          {known && <Traits customer={known} />}
          {known && <Identity customer={known} />}
          {known && <MergesPanel customer={known} />}
        </div>
        <CustomerThread id={id} />
        <CustomerNext id={id} customer={known} />
      </div>
    </Page>
  )
}

/** Figures and journeys follow the thread a moment later. */
const afterTheThread = 1_500

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
        setTimeout(readAgain, afterTheThread)
      }),
    },
    onReturn: readAgain,
  })
}
