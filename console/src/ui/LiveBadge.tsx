import type { LiveState } from '../api/useLive.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import classes from './LiveBadge.module.css'

/** Whether what is on the page is what is happening now. */
export function LiveBadge({ state }: { state: LiveState | 'paused' }) {
  const { t } = useTexts()
  return (
    <span className={classes.badge} data-state={state} role="status">
      <span className={classes.dot} aria-hidden="true" />
      {t(`ui.live.${state}`)}
    </span>
  )
}
