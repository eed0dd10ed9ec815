import { Button, CloseButton } from '@mantine/core'
import type { DayHours } from '../../../server/src/modules/shops/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import classes from './Shops.module.css'

interface HoursEditorProps {
  hours: readonly DayHours[]
  onChange: (hours: DayHours[]) => void
}

/** The week, Monday first; what one day has can be given to the others in one step. */
export function HoursEditor({ hours, onChange }: HoursEditorProps) {
  const { t } = useTexts()
  const names = useWeekdays()
  const put = (day: number, times: DayHours) =>
    onChange(hours.map((one, index) => (index === day ? times : one)))
  return (
    <div>
      {hours.map((times, day) => (
        <div key={names[day]} className={classes.day}>
          <span>{names[day]}</span>
          <div className={classes.times}>
            <Times label={names[day] ?? ''} times={times} onChange={(next) => put(day, next)} />
            {day === 0 && times.length > 0 && (
              <Button
                size="compact-xs"
                variant="subtle"
                color="gray"
                onClick={() => onChange(hours.map((one, index) => (index < 6 ? times : one)))}
              >
                {t('shops.hours.copy')}
              </Button>
            )}
          </div>
        </div>
      ))}
    </div>
  )
}

interface TimesProps {
  label: string
  times: DayHours
  onChange: (times: DayHours) => void
}

/** The times of one day: none is closed. */
export function Times({ label, times, onChange }: TimesProps) {
  const { t } = useTexts()
  const more = t(times.length === 0 ? 'shops.hours.open' : 'shops.hours.more')
  const put = (place: number, change: Partial<DayHours[number]>) =>
    onChange(times.map((one, index) => (index === place ? { ...one, ...change } : one)))
  return (
    <>
      {times.length === 0 && <span className={classes.quiet}>{t('shops.hours.closed')}</span>}
      {times.map(({ from, to }, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a time has nothing of its own but its hours
        <span key={place} className={classes.time}>
          <input
            type="time"
            aria-label={t('shops.hours.from', { day: label })}
            value={from}
            onChange={(event) => event.target.value && put(place, { from: event.target.value })}
          />
          –
          <input
            type="time"
            aria-label={t('shops.hours.to', { day: label })}
            value={to === '24:00' ? '00:00' : to}
            onChange={(event) => event.target.value && put(place, { to: event.target.value })}
          />
          <CloseButton
            size="sm"
            aria-label={t('shops.hours.remove', { day: label })}
            onClick={() => onChange(times.filter((_, index) => index !== place))}
          />
        </span>
      ))}
      {times.length < 3 && (
        <Button
          size="compact-xs"
          variant="subtle"
          aria-label={t('shops.hours.add', { day: label, what: more })}
          onClick={() =>
            onChange([
              ...times,
              times.length === 0 ? { from: '10:00', to: '19:00' } : { from: '14:00', to: '19:00' },
            ])
          }
        >
          {more}
        </Button>
      )}
    </>
  )
}

function useWeekdays(): string[] {
  const { language } = useTexts()
  const format = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' })
  return Array.from({ length: 7 }, (_, day) => format.format(new Date(Date.UTC(2024, 0, 1 + day))))
}
