import { useNow } from '../app/useNow.ts'
import type { Moment } from '../texts/formats.ts'
import { useTexts } from '../texts/TextsProvider.tsx'

/** « il y a 3 h », with the exact moment on hover. */
export function RelativeTime({ at }: { at: Moment }) {
  const { t, formats } = useTexts()
  const now = useNow()
  const moment = new Date(at)
  const fresh = Math.abs(now.getTime() - moment.getTime()) < 45_000
  return (
    <time dateTime={moment.toISOString()} title={formats.dateTime(moment)}>
      {fresh ? t('ui.time.now') : formats.relative(moment, now)}
    </time>
  )
}

type Detail = 'date' | 'dateTime' | 'time' | 'exactTime' | 'shortDate' | 'day'

export function DateTime({ at, as = 'dateTime' }: { at: Moment; as?: Detail }) {
  const { formats } = useTexts()
  const moment = new Date(at)
  return (
    <time dateTime={moment.toISOString()} title={formats.dateTime(moment)}>
      {formats[as](moment)}
    </time>
  )
}
