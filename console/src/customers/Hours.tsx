import { useTexts } from '../texts/TextsProvider.tsx'
import classes from './Habits.module.css'

/** The day of this person in twenty-four strokes; the sentence under it says what they show. */
export function Hours({ hours }: { hours: number[] }) {
  const { t } = useTexts()
  const most = Math.max(1, ...hours)
  const best = bestHours(hours)
  return (
    <figure className={classes.hours}>
      <div className={classes.strokes} aria-hidden="true">
        {hours.map((count, hour) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: the index is the hour
            key={hour}
            data-best={hour >= best.from && hour < best.to}
            title={t('customers.habits.hour', { hour, count })}
            style={{ blockSize: `${Math.max(4, (count / most) * 100)}%` }}
          />
        ))}
      </div>
      <figcaption>{t('customers.habits.best', best)}</figcaption>
    </figure>
  )
}

/** The three hours on end in which most happens. */
function bestHours(hours: number[]): { from: number; to: number } {
  const length = 3
  const sumAt = (from: number) => hours.slice(from, from + length).reduce((all, n) => all + n, 0)
  let from = 0
  for (let hour = 1; hour <= hours.length - length; hour++)
    if (sumAt(hour) > sumAt(from)) from = hour
  return { from, to: from + length }
}
