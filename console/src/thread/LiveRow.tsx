import type { LiveEvent } from '../../../server/src/modules/thread/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { ChannelIcon } from '../ui/ChannelIcon.tsx'
import { DateTime } from '../ui/times.tsx'
import { eventLine } from './eventLine.ts'
import classes from './LivePage.module.css'
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
          <ChannelIcon channel={event.channel} />
        </span>
        <span className={classes.who}>
          {event.customerName ?? (
            <>
              {t('thread.live.stranger')} <small>{event.customerId.slice(-4)}</small>
            </>
          )}
        </span>
        <span className={classes.what}>{eventLine({ t, formats, names }, event)}</span>
        <code className={classes.name}>{event.name}</code>
      </button>
    </li>
  )
}
