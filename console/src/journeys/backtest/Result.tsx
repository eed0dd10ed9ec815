import { useState } from 'react'
import { z } from 'zod'
import type {
  Backtest,
  BacktestResult,
  BacktestSummary,
} from '../../../../server/src/modules/journeys/backtest/contract.ts'
import type { JourneyDetail } from '../../../../server/src/modules/journeys/contract.ts'
import { useTexts } from '../../texts/TextsProvider.tsx'
import { Chart } from '../../ui/Chart.tsx'
import { Measure, Measures } from '../../ui/Measures.tsx'
import { useFilters } from '../../ui/useFilters.ts'
import { useWords } from '../useWords.ts'
import classes from './Backtest.module.css'
import { Compare } from './Compare.tsx'
import { GoalPanel } from './GoalPanel.tsx'
import { headline, sumOf } from './headline.ts'
import { Limits } from './Limits.tsx'
import { People } from './People.tsx'
import { RestPanel } from './RestPanel.tsx'
import { TrialMap } from './TrialMap.tsx'

interface ResultProps {
  journey: JourneyDetail
  backtest: Backtest
  result: BacktestResult
  all: readonly BacktestSummary[]
}

const Filters = z.object({ step: z.string().optional().catch(undefined) })

/** What a backtest found: in words, in figures, on the map, by the day, and person by person. */
export function Result({ journey, backtest, result, all }: ResultProps) {
  const words = useWords()
  const { t, formats } = words
  const [{ step }, setFilters] = useFilters(Filters)
  const [withId, setWithId] = useState<string>()
  const { messages, entered } = result
  const openStep = (id: string | undefined) => setFilters({ step: id === step ? undefined : id })
  return (
    <div className={classes.result}>
      <div className={classes.headline} role="status">
        {headline(words, backtest.days, result).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
      <p className={classes.hint}>
        {t('backtest.tried', {
          ...{ version: backtest.version, people: formats.count(result.looked) },
          ...{ events: formats.count(result.events), when: formats.dateTime(backtest.askedAt) },
          seconds: formats.number((backtest.took ?? 0) / 1000),
        })}
        {result.ranThen > 0 &&
          ` ${t('backtest.ranThen', { runs: formats.count(result.ranThen), count: result.ranThen })}`}
      </p>
      <Measures label={t('backtest.figures')}>
        <Measure
          label={t('backtest.entered')}
          value={formats.count(entered.runs)}
          note={t('backtest.entered.note', { people: formats.count(entered.people) })}
        />
        <Measure
          label={t('backtest.sent')}
          value={formats.count(messages.sent)}
          note={t('backtest.sent.note', { most: messages.most })}
        />
        <Measure
          label={t('backtest.notSent')}
          value={formats.count(sumOf(messages.notSent))}
          note={
            messages.withheld > 0
              ? t('backtest.withheld', { count: formats.count(messages.withheld) })
              : t('backtest.notSent.note')
          }
        />
        <Measure
          label={t('backtest.anyway')}
          value={result.goal.rate ? formats.percent(result.goal.rate.share) : '–'}
          note={t('backtest.anyway.note', { people: formats.count(result.goal.people) })}
        />
      </Measures>
      <Compare
        journeyId={journey.id}
        backtest={backtest}
        all={all}
        withId={withId}
        onWith={setWithId}
      />
      <TrialMap
        definition={backtest.definition}
        result={result}
        days={backtest.days}
        openStep={step}
        onOpen={openStep}
      />
      {entered.runs > 0 && <DayChart result={result} />}
      <div className={classes.panels}>
        <GoalPanel goal={result.goal} />
        <RestPanel result={result} words={words} />
      </div>
      <Limits definition={backtest.definition} />
      <People journey={journey} backtest={backtest} step={step} onStep={openStep} />
    </div>
  )
}

const measures = ['entered', 'sent', 'notSent', 'reached'] as const

function DayChart({ result: { days } }: { result: BacktestResult }) {
  const { t, formats } = useTexts()
  const most = days.reduce((one, other) => (other.sent > one.sent ? other : one), days[0] ?? none)
  return (
    <Chart
      title={t('backtest.chart')}
      summary={t('backtest.chart.summary', {
        ...{ sent: most.sent, sentText: formats.count(most.sent) },
        day: formats.shortDate(`${most.day}T12:00:00Z`),
      })}
      kind={days.length > 2 ? 'line' : 'bar'}
      pointsLabel={t('journeys.days.day')}
      points={days.map(({ day }) => formats.shortDate(`${day}T12:00:00Z`))}
      series={measures.map((key) => ({
        name: t(`backtest.${key === 'reached' ? 'reached' : key}`),
        values: days.map((day) => day[key]),
      }))}
      show={formats.count}
      showShort={formats.short}
    />
  )
}

const none = { day: '2026-01-01', entered: 0, sent: 0, notSent: 0, reached: 0 }
