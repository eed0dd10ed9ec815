import { Button } from '@mantine/core'
import { IconNeedleThread } from '@tabler/icons-react'
import { z } from 'zod'
import { Channel, channels, TimelinePage } from '../../../server/src/modules/thread/contract.ts'
import { get } from '../api/client.ts'
import { useList } from '../api/useList.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Timeline } from '../thread/Timeline.tsx'
import { ChannelIcon, ChannelName } from '../ui/ChannelIcon.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { FilterChips } from '../ui/FilterChips.tsx'
import { useFilters } from '../ui/useFilters.ts'
import classes from './CustomerPage.module.css'

const Filters = z.object({ channel: Channel.optional().catch(undefined) })

/** Everything this person did and everything done for them, on one line through all channels. */
export function CustomerThread({ id }: { id: string }) {
  const { t } = useTexts()
  const [{ channel }, setFilters] = useFilters(Filters)
  const list = useList({
    key: ['customers', id, 'timeline', channel],
    load: (before, signal) =>
      get(`/api/customers/${id}/timeline`, {
        answer: TimelinePage,
        query: { channel, before },
        signal,
      }),
    rows: (page) => page.entries,
    next: (page) => page.next,
  })
  return (
    <section className={classes.thread} aria-label={t('customers.thread')}>
      <div className={classes.filters}>
        <FilterChips
          label={t('thread.channel')}
          value={channel}
          options={channels.map((value) => ({
            value,
            label:
              value === channel ? <ChannelName channel={value} /> : <ChannelIcon channel={value} />,
          }))}
          onChange={(value) => setFilters({ channel: value })}
        />
      </div>
      {list.error && list.rows.length === 0 ? (
        <ErrorState error={list.error} retry={list.refetch} />
      ) : list.rows.length === 0 && !list.isLoading ? (
        <EmptyState
          icon={<IconNeedleThread size={28} stroke={1.4} />}
          title={t('customers.thread.empty.title')}
        >
          {t('customers.thread.empty.text')}
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
