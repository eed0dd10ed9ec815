import { IconHistory } from '@tabler/icons-react'
import { useMemo } from 'react'
import type { ThreadEntry } from '../../../server/src/modules/thread/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { ChannelIcon } from '../ui/ChannelIcon.tsx'
import { ThreadLogo } from '../ui/Thread.tsx'
import { DateTime } from '../ui/times.tsx'
import { useRowKeys } from '../ui/useRowKeys.ts'
import classes from './Timeline.module.css'
import { TimelineEntry } from './TimelineEntry.tsx'
import { type Names, useNames } from './useNames.ts'
import { type Visit, visitsOf } from './visits.ts'

/** The thread of one customer, newest first: one red line through every channel they used. */
export function Timeline({ entries, label }: { entries: ThreadEntry[]; label: string }) {
  const visits = useMemo(() => visitsOf(entries), [entries])
  const names = useNames()
  const list = useRowKeys<HTMLOListElement>()
  return (
    <ol ref={list} className={classes.thread} aria-label={label}>
      {visits.map((visit) => (
        <VisitGroup key={visit.id} visit={visit} names={names} />
      ))}
    </ol>
  )
}

function VisitGroup({ visit, names }: { visit: Visit; names: Names }) {
  const { t, formats } = useTexts()
  const { channel, historical, ours, entries, from, to } = visit
  const start = formats.time(from)
  const end = formats.time(to)
  return (
    <li className={classes.visit}>
      <span className={classes.knot}>
        {ours ? <ThreadLogo size={16} /> : <ChannelIcon channel={channel} size={15} decorative />}
      </span>
      <p className={classes.head}>
        <strong className={classes.channel}>
          {ours ? t('thread.live.ourselves') : t(`channels.${channel}`)}
        </strong>
        <span className={classes.when}>
          <DateTime at={to} as="date" />
          {start === end ? `, ${end}` : `, ${start} – ${end}`}
        </span>
        {historical && (
          <IconHistory
            className={classes.past}
            size={14}
            stroke={1.5}
            role="img"
            aria-label={t('thread.historical')}
            title={t('thread.historical')}
          />
        )}
      </p>
      <ol>
        {entries.map((entry) => (
          <TimelineEntry key={entry.id} entry={entry} names={names} />
        ))}
      </ol>
    </li>
  )
}
