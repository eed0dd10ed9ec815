import { useState } from 'react'
import type { ThreadEntry } from '../../../server/src/modules/thread/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { DateTime } from '../ui/times.tsx'
import { EntryDetail } from './EntryDetail.tsx'
import { eventLine } from './eventLine.ts'
import classes from './Timeline.module.css'
import type { Names } from './useNames.ts'

/** One readable line; a click unfolds what was received. */
export function TimelineEntry({ entry, names }: { entry: ThreadEntry; names: Names }) {
  const { t, formats } = useTexts()
  const [open, setOpen] = useState(false)
  const isMoment = momentsOfTruth.has(entry.name)
  return (
    <li className={classes.entry} data-weight={isMoment ? 'strong' : 'normal'}>
      <button
        type="button"
        data-row-opener
        className={classes.line}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <span className={classes.text}>{eventLine({ t, formats, names }, entry)}</span>
        <span className={classes.time}>
          <DateTime at={entry.at} as="time" />
        </span>
      </button>
      {open && <EntryDetail entry={entry} />}
    </li>
  )
}

/** Where something was decided; they stand out of the clicks around them. */
const momentsOfTruth = new Set([
  'Order Completed',
  'Order Refunded',
  'Order Cancelled',
  'Signed Up',
])
