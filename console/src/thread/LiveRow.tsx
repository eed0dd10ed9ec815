import type { LiveEvent } from '../../../server/src/modules/thread/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { ChannelIcon, OwnIcon } from '../ui/ChannelIcon.tsx'
import { Tag } from '../ui/Tag.tsx'
import { DateTime } from '../ui/times.tsx'
import { eventLine } from './eventLine.ts'
import classes from './LivePage.module.css'
import { resultOf, violationsOf } from './liveLine.ts'
import type { Names } from './useNames.ts'

interface LiveRowProps {
  event: LiveEvent
  names: Names
  isOpen: boolean
  onOpen: () => void
}

export function LiveRow({ event, names, isOpen, onOpen }: LiveRowProps) {
  const { t, formats } = useTexts()
  return (
    <li className={classes.row}>
      <button
        type="button"
        data-row-opener
        className={classes.event}
        aria-expanded={isOpen}
        onClick={onOpen}
      >
        <span className={classes.time}>
          <DateTime at={event.receivedAt} as="exactTime" />
        </span>
        <span className={classes.channel}>
          {event.type === 'fact' && event.channel === 'api' ? (
            <OwnIcon />
          ) : (
            <ChannelIcon channel={event.channel} />
          )}
        </span>
        <span className={classes.who}>
          {event.customerName ?? (
            <>
              {t(resultOf(event) === 'nobody' ? 'thread.result.nobody' : 'thread.live.stranger')}{' '}
              <small>{event.customerId.slice(-4)}</small>
            </>
          )}
        </span>
        <span className={classes.what}>{eventLine({ t, formats, names }, event)}</span>
        <code className={classes.name}>
          {violationsOf(event).length > 0 && <Tag tone="warn">{t('thread.live.offPlan')}</Tag>}{' '}
          {event.name}
        </code>
      </button>
    </li>
  )
}
