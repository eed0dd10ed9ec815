import type { BacktestGoal } from '../../../../server/src/modules/journeys/backtest/contract.ts'
import { didText, durationText } from '../../texts/phrases.ts'
import { useTexts } from '../../texts/TextsProvider.tsx'
import { Panel } from '../../ui/Panel.tsx'
import classes from './Backtest.module.css'

/** Who did anyway what the journey is for, and what a control group could show of it. */
export function GoalPanel({ goal }: { goal: BacktestGoal }) {
  const { t, formats } = useTexts()
  const { rate, holdout } = goal
  const did = didText(t, goal.event)
  const within = durationText(t, goal.seconds)
  return (
    <Panel title={t('backtest.goal.title')}>
      {rate ? (
        <div className={classes.text}>
          <p>
            {t('backtest.goal.rate', {
              ...{ did, within, reached: formats.count(goal.reached) },
              ...{ people: formats.count(goal.people), share: formats.percent(rate.share) },
              ...{ low: formats.percent(rate.low), high: formats.percent(rate.high) },
            })}
          </p>
          {goal.revenue.map(({ currency, amount }) => (
            <p key={currency}>
              {t('backtest.goal.revenue', { amount: formats.money(amount, currency) })}
            </p>
          ))}
          {goal.open > 0 && (
            <p>{t('backtest.goal.open', { count: goal.open, people: formats.count(goal.open) })}</p>
          )}
          {holdout && (
            <p>
              {t('backtest.goal.holdout', {
                percent: formats.percent(holdout.percent / 100),
                people: formats.count(holdout.people),
                rise: formats.number(Math.round(holdout.rise * 1000) / 10),
              })}
            </p>
          )}
        </div>
      ) : (
        <p className={classes.hint}>{t('backtest.goal.nobody', { within })}</p>
      )}
      {goal.assumed && (
        <p className={classes.hint}>{t('backtest.goal.assumed', { did, within })}</p>
      )}
    </Panel>
  )
}
