import { IconBan, IconCopyCheck } from '@tabler/icons-react'
import type { LiveRest } from '../../../server/src/modules/thread/live/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { reasonText } from '../ui/reasonText.ts'
import { Tag } from '../ui/Tag.tsx'
import { DateTime } from '../ui/times.tsx'
import classes from './LivePage.module.css'

interface RestRowProps {
  rest: LiveRest
  isOpen: boolean
  onOpen: () => void
}

/** An event that came and took no effect. */
export function RestRow({ rest, isOpen, onOpen }: RestRowProps) {
  const { t } = useTexts()
  const { result, name, type, reason, sourceName, receivedAt } = rest
  const Icon = result === 'refused' ? IconBan : IconCopyCheck
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
          <DateTime at={receivedAt} as="exactTime" />
        </span>
        <span className={classes.channel}>
          <Icon size={16} stroke={1.5} aria-hidden />
        </span>
        <span className={classes.who}>
          <Tag tone={result === 'refused' ? 'bad' : 'plain'}>{t(`thread.result.${result}`)}</Tag>
        </span>
        <span className={classes.what}>
          {reason ? reasonText(t, reason) : t('thread.result.duplicate.why')}
          {sourceName && ` · ${sourceName}`}
        </span>
        <code className={classes.name}>{name || type}</code>
      </button>
    </li>
  )
}
