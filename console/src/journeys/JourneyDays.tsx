import type { JourneyDetail } from '../../../server/src/modules/journeys/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Chart } from '../ui/Chart.tsx'
import classes from './JourneyPage.module.css'

/** What happened on which day. */
export function JourneyDays({ journey: { days } }: { journey: JourneyDetail }) {
  const { t, formats } = useTexts()
  if (days.length === 0) return <p className={classes.text}>{t('journeys.days.none')}</p>
  const sum = (key: 'entered' | 'sent') => days.reduce((total, day) => total + day[key], 0)
  return (
    <Chart
      title={t('journeys.days.title')}
      summary={t('journeys.days.summary', {
        entered: sum('entered'),
        sent: sum('sent'),
        days: days.length,
      })}
      kind={days.length > 2 ? 'line' : 'bar'}
      pointsLabel={t('journeys.days.day')}
      points={days.map(({ day }) => formats.shortDate(`${day}T12:00:00Z`))}
      series={(['entered', 'sent', 'clicked', 'converted'] as const).map((key) => ({
        name: t(`journeys.${key}`),
        values: days.map((day) => day[key]),
      }))}
      show={formats.count}
      showShort={formats.short}
    />
  )
}
