import { Button } from '@mantine/core'
import { IconNeedleThread } from '@tabler/icons-react'
import { TimelinePage } from '../../../server/src/modules/thread/contract.ts'
import { get } from '../api/client.ts'
import { useList } from '../api/useList.ts'
import { useNow } from '../app/useNow.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Timeline } from '../thread/Timeline.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { useFilters } from '../ui/useFilters.ts'
import classes from './CustomerPage.module.css'
import { Filters, queryOf, ThreadFilters } from './ThreadFilters.tsx'

/** Everything this person did and everything done for them, on one line through all channels. */
export function CustomerThread({ id }: { id: string }) {
  const { t } = useTexts()
  const [filters, setFilters] = useFilters(Filters)
  const asked = queryOf(filters, useNow())
  const isNarrowed = Object.values(asked).some((value) => value !== undefined)
  const list = useList({
    key: ['customers', id, 'timeline', asked],
    load: (before, signal) =>
      get(`/api/customers/${id}/timeline`, {
        answer: TimelinePage,
        query: { ...asked, before },
        signal,
      }),
    rows: (page) => page.entries,
    next: (page) => page.next,
  })
  return (
    <section className={classes.thread} aria-label={t('customers.thread')}>
      <ThreadFilters filters={filters} onChange={setFilters} />
      {list.error && list.rows.length === 0 ? (
        <ErrorState error={list.error} retry={list.refetch} />
      ) : list.rows.length === 0 && !list.isLoading ? (
        <EmptyState
          icon={<IconNeedleThread size={28} stroke={1.4} />}
          title={t(`customers.thread.${isNarrowed ? 'empty' : 'bare'}.title`)}
        >
          {t(`customers.thread.${isNarrowed ? 'empty' : 'bare'}.text`)}
        </EmptyState>
      ) : (
        <Timeline entries={list.rows} label={t('customers.thread')} />
      )}
      {list.hasMore && (
        <div className={classes.more}>
          <Button
            variant="default"
            size="compact-sm"
            loading={list.isLoadingMore}
            onClick={list.loadMore}
          >
            {t('customers.thread.more')}
          </Button>
        </div>
      )}
    </section>
  )
}
