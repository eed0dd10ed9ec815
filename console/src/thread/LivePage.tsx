import { Button } from '@mantine/core'
import { IconActivity, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { z } from 'zod'
import {
  Channel,
  channels,
  EventType,
  eventTypes,
  type LiveEvent,
} from '../../../server/src/modules/thread/contract.ts'
import { LiveResult, results } from '../../../server/src/modules/thread/live/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { FilterChips } from '../ui/FilterChips.tsx'
import { InlineSelect } from '../ui/InlineSelect.tsx'
import { LiveBadge } from '../ui/LiveBadge.tsx'
import { Page } from '../ui/Page.tsx'
import { SearchField } from '../ui/SearchField.tsx'
import { useFilters } from '../ui/useFilters.ts'
import { useRowKeys } from '../ui/useRowKeys.ts'
import { useSources } from '../ui/useSources.ts'
import { LiveDetail } from './LiveDetail.tsx'
import classes from './LivePage.module.css'
import { LiveRow } from './LiveRow.tsx'
import { isRest } from './liveLine.ts'
import { movedBy } from './movedBy.ts'
import { RestDetail } from './RestDetail.tsx'
import { RestRow } from './RestRow.tsx'
import { useLiveEvents } from './useLiveEvents.ts'
import { useNames } from './useNames.ts'

const Filters = z.object({
  channel: Channel.optional().catch(undefined),
  search: z.string().optional().catch(undefined),
  source: z.uuid().optional().catch(undefined),
  type: EventType.optional().catch(undefined),
  result: LiveResult.optional().catch(undefined),
})

/** Events as they flow in; one click shows what came and what became of it. */
export function LivePage() {
  const { t } = useTexts()
  const [filters, setFilters] = useFilters(Filters)
  const names = useNames()
  const list = useRowKeys<HTMLOListElement>()
  const [openId, setOpenId] = useState<string>()
  const sources = useSources()
  const { lines, waiting, state, paused, setPaused, showWaiting } = useLiveEvents(filters)
  const open = lines.find(({ id }) => id === openId)
  const woven = lines.filter((line): line is LiveEvent => !isRest(line))

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
        <FilterChips
          label={t('thread.live.result')}
          value={filters.result}
          options={results.map((value) => ({ value, label: t(`thread.result.${value}`) }))}
          onChange={(result) => setFilters({ result })}
        />
        <InlineSelect
          label={t('thread.live.type')}
          value={filters.type ?? ''}
          options={[
            { value: '', label: t('thread.live.anyType') },
            ...eventTypes.map((value) => ({ value, label: t(`thread.type.${value}`) })),
          ]}
          onChange={(type) => setFilters({ type: type || undefined })}
        />
        {sources.data && sources.data.length > 1 && (
          <InlineSelect
            label={t('thread.live.source')}
            value={filters.source ?? ''}
            options={[
              { value: '', label: t('thread.live.anySource') },
              ...sources.data.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={(source) => setFilters({ source: source || undefined })}
          />
        )}
      </div>
      <div className={classes.columns} data-open={open !== undefined}>
        <div>
          {waiting > 0 && (
            <button type="button" className={classes.waiting} onClick={showWaiting}>
              {t('thread.live.waiting', { count: waiting })}
            </button>
          )}
          {lines.length === 0 ? (
            <EmptyState
              icon={<IconActivity size={28} stroke={1.4} />}
              title={t('thread.live.empty.title')}
              action={<Link to="/sources">{t('thread.live.empty.action')}</Link>}
            >
              {t('thread.live.empty.text')}
            </EmptyState>
          ) : (
            <ol ref={list} className={classes.list} aria-label={t('thread.live.title')}>
              {lines.map((line) => {
                const row = {
                  isOpen: line.id === openId,
                  onOpen: () => setOpenId(line.id === openId ? undefined : line.id),
                }
                return isRest(line) ? (
                  <RestRow key={line.id} rest={line} {...row} />
                ) : (
                  <LiveRow key={line.id} event={line} names={names} {...row} />
                )
              })}
            </ol>
          )}
        </div>
        {open && isRest(open) && <RestDetail rest={open} onClose={() => setOpenId(undefined)} />}
        {open && !isRest(open) && (
          <LiveDetail
            event={open}
            moved={movedBy(open, woven)}
            names={names}
            onClose={() => setOpenId(undefined)}
          />
        )}
      </div>
    </Page>
  )
}
