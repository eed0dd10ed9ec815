import type {
  Backtest,
  BacktestResult,
  BacktestSummary,
} from '../../../../server/src/modules/journeys/backtest/contract.ts'
import { useTexts } from '../../texts/TextsProvider.tsx'
import { InlineSelect } from '../../ui/InlineSelect.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { useWords } from '../useWords.ts'
import { titleOf } from '../words.ts'
import classes from './Backtest.module.css'
import { sumOf } from './headline.ts'
import { useBacktest } from './useBacktests.ts'

interface CompareProps {
  journeyId: string
  backtest: Backtest
  all: readonly BacktestSummary[]
  withId: string | undefined
  onWith: (id: string | undefined) => void
}

/** What changed since an earlier draft was tried: figure by figure, step by step. */
export function Compare({ journeyId, backtest, all, withId, onWith }: CompareProps) {
  const { t, formats } = useTexts()
  const others = all.filter(({ id, state }) => id !== backtest.id && state === 'done')
  const { data: other, error } = useBacktest(journeyId, withId)
  if (others.length === 0) return null
  const nameOf = ({ version, askedAt, days }: BacktestSummary) =>
    t('backtest.compare.one', { version, when: formats.dateTime(askedAt), days })
  return (
    <Panel
      title={t('backtest.compare.title')}
      error={error}
      aside={
        <InlineSelect
          label={t('backtest.compare.with')}
          value={withId ?? ''}
          options={[
            { value: '', label: t('backtest.compare.choose') },
            ...others.map((one) => ({ value: one.id, label: nameOf(one) })),
          ]}
          onChange={(id) => onWith(id || undefined)}
        />
      }
    >
      {withId && other?.result && backtest.result ? (
        <Differences now={backtest} before={other} />
      ) : (
        <p className={classes.hint}>{t('backtest.compare.hint')}</p>
      )}
    </Panel>
  )
}

interface Row {
  label: string
  before: number | undefined
  now: number | undefined
  isShare?: boolean
}

function Differences({ now, before }: { now: Backtest; before: Backtest }) {
  const words = useWords()
  const { t } = words
  if (!now.result || !before.result) return null
  const [one, two] = [before.result, now.result]
  const figure = (label: string, pick: (result: BacktestResult) => number): Row => ({
    ...{ label, before: pick(one), now: pick(two) },
  })
  const rows: Row[] = [
    figure(t('backtest.entered'), ({ entered }) => entered.runs),
    figure(t('backtest.people'), ({ entered }) => entered.people),
    figure(t('backtest.sent'), ({ messages }) => messages.sent),
    figure(t('backtest.notSent'), ({ messages }) => sumOf(messages.notSent)),
    ...(one.messages.withheld + two.messages.withheld > 0
      ? [figure(t('backtest.compare.withheld'), ({ messages }) => messages.withheld)]
      : []),
    {
      label: t('backtest.anyway'),
      ...{ before: one.goal.rate?.share, now: two.goal.rate?.share, isShare: true },
    },
  ]
  const steps = stepRows(now, before).map(({ step, ...counts }) => ({
    label: titleOf(words, { kind: step.kind, step }, now.definition),
    ...counts,
  }))
  return (
    <div className={classes.scroll}>
      <table className={classes.counts}>
        <thead>
          <tr>
            <td />
            <th scope="col">{t('backtest.compare.then')}</th>
            <th scope="col">{t('backtest.compare.now')}</th>
            <th scope="col">{t('backtest.compare.change')}</th>
          </tr>
        </thead>
        <tbody>
          <Rows rows={rows} />
          <tr>
            <th scope="rowgroup" colSpan={4} className={classes.group}>
              {t('backtest.compare.steps')}
            </th>
          </tr>
          <Rows rows={steps} />
        </tbody>
      </table>
      {now.days !== before.days && <p className={classes.hint}>{t('backtest.compare.periods')}</p>}
    </div>
  )
}

function Rows({ rows }: { rows: readonly Row[] }) {
  const { t, formats } = useTexts()
  const show = (value: number | undefined, isShare = false) => {
    if (value === undefined) return '–'
    return isShare ? formats.percent(value) : formats.count(value)
  }
  /** Of counts by how much of what was; a rate that falls from 20 % to 13 % falls by 7 points. */
  const change = ({ before, now, isShare }: Row) => {
    if (before === undefined || now === undefined) return '–'
    if (!isShare) return before > 0 ? formats.change(now / before - 1) : '–'
    const points = Math.round((now - before) * 1000) / 10
    const sign = points > 0 ? '+' : points < 0 ? '−' : ''
    return t('journeys.arms.points', { points: sign + formats.number(Math.abs(points)) })
  }
  return rows.map((row, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: two steps may have the same title
    <tr key={index}>
      <th scope="row">{row.label}</th>
      <td>{show(row.before, row.isShare)}</td>
      <td>{show(row.now, row.isShare)}</td>
      <td>{change(row)}</td>
    </tr>
  ))
}

/** Every step of either draft, with how many came to it. */
function stepRows(now: Backtest, before: Backtest) {
  const reached = ({ result }: Backtest, id: string) =>
    result?.steps.find(({ step }) => step === id)?.reached
  const gone = before.definition.steps.filter(
    ({ id }) => !now.definition.steps.some((step) => step.id === id),
  )
  return [...now.definition.steps, ...gone]
    .filter(({ kind }) => kind !== 'exit')
    .map((step) => ({ step, before: reached(before, step.id), now: reached(now, step.id) }))
}
