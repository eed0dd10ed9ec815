import { Button } from '@mantine/core'
import { IconActivity, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { z } from 'zod'
import { Channel, channels } from '../../../server/src/modules/thread/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { FilterChips } from '../ui/FilterChips.tsx'
import { LiveBadge } from '../ui/LiveBadge.tsx'
import { Page } from '../ui/Page.tsx'
import { SearchField } from '../ui/SearchField.tsx'
import { useFilters } from '../ui/useFilters.ts'
import { useRowKeys } from '../ui/useRowKeys.ts'
import { LiveDetail } from './LiveDetail.tsx'
import classes from './LivePage.module.css'
import { LiveRow } from './LiveRow.tsx'
import { movedBy } from './movedBy.ts'
import { useLiveEvents } from './useLiveEvents.ts'
import { useNames } from './useNames.ts'

const Filters = z.object({
  channel: Channel.optional().catch(undefined),
  search: z.string().optional().catch(undefined),
})

/** Events as they flow in; one click shows what came and what became of it. */
export function LivePage() {
  const { t } = useTexts()
  const [filters, setFilters] = useFilters(Filters)
  const names = useNames()
  const list = useRowKeys<HTMLOListElement>()
  const [openId, setOpenId] = useState<string>()
  const { events, waiting, state, paused, setPaused, showWaiting } = useLiveEvents(filters)
  const open = events.find(({ id }) => id === openId)

  return (
    <Page
      title={t('thread.live.title')}
      answer={<LiveBadge state={paused ? 'paused' : state} />}
      actions={
        <Button
          variant="default"
          leftSection={paused ? <IconPlayerPlay size={16} /> : <IconPlayerPause size={16} />}
          onClick={() => setPaused(!paused)}
        >
          {t(paused ? 'thread.live.resume' : 'thread.live.pause')}
        </Button>
      }
    >
      <div className={classes.tools}>
        <SearchField
          value={filters.search}
          onChange={(search) => setFilters({ search })}
          placeholder={t('thread.live.search')}
        />
        <FilterChips
          label={t('thread.channel')}
          value={filters.channel}
          options={channels.map((value) => ({ value, label: t(`channels.${value}`) }))}
          onChange={(channel) => setFilters({ channel })}
        />
      </div>
      <div className={classes.columns} data-open={open !== undefined}>
        <div>
          {waiting > 0 && (
            <button type="button" className={classes.waiting} onClick={showWaiting}>
              {t('thread.live.waiting', { count: waiting })}
            </button>
          )}
          {events.length === 0 ? (
            <EmptyState
              icon={<IconActivity size={28} stroke={1.4} />}
              title={t('thread.live.empty.title')}
              action={<Link to="/sources">{t('thread.live.empty.action')}</Link>}
            >
              {t('thread.live.empty.text')}
            </EmptyState>
          ) : (
            <ol ref={list} className={classes.list} aria-label={t('thread.live.title')}>
              {events.map((event) => (
                <LiveRow
                  key={event.id}
                  event={event}
                  names={names}
                  isOpen={event.id === openId}
                  onOpen={() => setOpenId(event.id === openId ? undefined : event.id)}
                />
              ))}
            </ol>
          )}
        </div>
        {open && (
          <LiveDetail
            event={open}
            moved={movedBy(open, events)}
            names={names}
            onClose={() => setOpenId(undefined)}
          />
        )}
      </div>
    </Page>
  )
}
