import type { JourneyDetail } from '../../../server/src/modules/journeys/contract.ts'
import type { Formats } from '../texts/formats.ts'
import { durationText } from '../texts/phrases.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Measure, Measures } from '../ui/Measures.tsx'

/** What the journey brought, from those who came in to the money. */
export function JourneyFigures({ journey }: { journey: JourneyDetail }) {
  const { t, formats } = useTexts()
  const { results, waiting, definition } = journey
  const { entered, sent, clicked, converted, revenue } = results
  const ofSent = (count: number, key: 'clicked' | 'converted') =>
    sent > 0
      ? t(`journeys.figure.${key}.note`, { rate: formats.percent(count / sent) })
      : t('journeys.figure.none')
  const { goal } = definition
  return (
    <Measures label={t('journeys.figures.label')}>
      <Measure
        label={t('journeys.entered')}
        value={formats.count(entered)}
        note={t('journeys.figure.entered.note', { waiting })}
      />
      <Measure
        label={t('journeys.sent')}
        value={formats.count(sent)}
        note={t('journeys.figure.sent.note')}
      />
      <Measure
        label={t('journeys.clicked')}
        value={formats.count(clicked)}
        note={ofSent(clicked, 'clicked')}
      />
      <Measure
        label={t('journeys.converted')}
        value={formats.count(converted)}
        note={ofSent(converted, 'converted')}
      />
      <Measure
        label={t('journeys.revenue')}
        value={moneyOf(formats, revenue)}
        note={
          goal
            ? t('journeys.figure.revenue.note', {
                duration: durationText(t, goal.attributionSeconds),
              })
            : t('journeys.figure.revenue.noGoal')
        }
      />
    </Measures>
  )
}

/** Amounts of several currencies are not added up. */
export function moneyOf(
  formats: Formats,
  amounts: readonly { currency: string; amount: number }[],
) {
  if (amounts.length === 0) return formats.money(0)
  return amounts.map(({ amount, currency }) => formats.money(amount, currency)).join(' + ')
}
