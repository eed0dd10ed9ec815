import type { BacktestSummary } from '../../../../server/src/modules/journeys/backtest/contract.ts'
import type { JourneyDetail } from '../../../../server/src/modules/journeys/contract.ts'
import { useTexts } from '../../texts/TextsProvider.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import classes from './Backtest.module.css'
import { Progress } from './Progress.tsx'
import { Result } from './Result.tsx'
import { isOver, useBacktest } from './useBacktests.ts'

interface ViewProps {
  journey: JourneyDetail
  id: string
  /** All of this journey's, to compare with. */
  all: readonly BacktestSummary[]
}

/** One backtest, from waiting to what it found. */
export function BacktestView({ journey, id, all }: ViewProps) {
  const { t } = useTexts()
  const { data: backtest, error, refetch } = useBacktest(journey.id, id)
  if (!backtest) {
    if (error) return <ErrorState error={error} retry={refetch} />
    return <div className={classes.bone} aria-hidden="true" />
  }
  if (!isOver(backtest)) return <Progress journeyId={journey.id} backtest={backtest} />
  if (!backtest.result) {
    return (
      <p className={classes.ended} role="status">
        {t(`backtest.ended.${backtest.state}`)}
      </p>
    )
  }
  return <Result journey={journey} backtest={backtest} result={backtest.result} all={all} />
}
