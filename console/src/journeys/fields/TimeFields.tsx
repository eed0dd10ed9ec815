import { useTexts } from '../../texts/TextsProvider.tsx'
import { InlineSelect } from '../../ui/InlineSelect.tsx'
import classes from './Fields.module.css'
import timeClasses from './TimeFields.module.css'

const halves = Array.from({ length: 48 }, (_, half) => {
  const hour = String(Math.floor(half / 2)).padStart(2, '0')
  return `${hour}:${half % 2 === 0 ? '00' : '30'}`
})

interface TimeProps {
  label: string
  time: string
  onChange: (time: string) => void
}

/** A time of day, to the half hour; another that was set elsewhere stays on the list. */
export function TimeChoice({ label, time, onChange }: TimeProps) {
  const times = halves.includes(time) ? halves : [time, ...halves]
  return (
    <InlineSelect
      label={label}
      value={time}
      options={times.map((value) => ({ value, label: value }))}
      onChange={onChange}
    />
  )
}

interface WeekdaysProps {
  days: readonly number[]
  onChange: (days: number[]) => void
}

/** Monday is 1; a week that has no day left keeps its last one. */
export function Weekdays({ days, onChange }: WeekdaysProps) {
  const { t, formats } = useTexts()
  const name = new Intl.DateTimeFormat(formats.locale, { weekday: 'short', timeZone: 'UTC' })
  const turn = (day: number) => {
    const turned = days.includes(day) ? days.filter((one) => one !== day) : [...days, day]
    if (turned.length > 0) onChange(turned.toSorted())
  }
  return (
    <fieldset className={timeClasses.days}>
      <legend className={classes.label}>{t('steps.weekdays')}</legend>
      {[1, 2, 3, 4, 5, 6, 7].map((day) => (
        <button
          key={day}
          type="button"
          className={timeClasses.day}
          aria-pressed={days.includes(day)}
          onClick={() => turn(day)}
        >
          {/* 1 January 2024 was a Monday. */}
          {name.format(new Date(Date.UTC(2024, 0, day)))}
        </button>
      ))}
    </fieldset>
  )
}
