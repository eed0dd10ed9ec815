import { lazy, Suspense, useMemo } from 'react'
import type { BacktestResult } from '../../../../server/src/modules/journeys/backtest/contract.ts'
import type { Definition } from '../../../../server/src/modules/journeys/definition-contract.ts'
import { entryId } from '../canvas/graph.ts'
import { useWords } from '../useWords.ts'
import { titleOf } from '../words.ts'
import classes from './Backtest.module.css'
import { reasonShort } from './headline.ts'

const Canvas = lazy(async () => ({ default: (await import('../canvas/Canvas.tsx')).Canvas }))

interface MapProps {
  definition: Definition
  result: BacktestResult
  days: number
  openStep: string | undefined
  onOpen: (id: string | undefined) => void
}

const noFlaws = new Map<string, never>()

/** The map of what was tried, with the counts of the trial on it; beside it the step that is chosen. */
export function TrialMap({ definition, result, days, openStep, onOpen }: MapProps) {
  const words = useWords()
  const { t } = words
  const counted = useMemo(
    () => ({
      passages: { days, ways: result.ways },
      steps: result.steps.map(({ step, waiting, sent }) => ({ step, waiting, sent, clicked: 0 })),
    }),
    [result, days],
  )
  return (
    <section className={classes.map} aria-label={t('backtest.map')}>
      <div className={classes.canvas}>
        <Suspense fallback={<div className={classes.bone} aria-hidden="true" />}>
          <Canvas
            words={words}
            definition={definition}
            counted={counted}
            openStep={openStep}
            visited={undefined}
            flaws={noFlaws}
            onOpen={(id) => onOpen(id === entryId ? undefined : id)}
          />
        </Suspense>
      </div>
      <StepCounts definition={definition} result={result} openStep={openStep} onOpen={onOpen} />
    </section>
  )
}

function StepCounts(props: Omit<MapProps, 'days'>) {
  const { definition, result, openStep, onOpen } = props
  const words = useWords()
  const { t, formats } = words
  const step = definition.steps.find(({ id }) => id === openStep)
  const counts = result.steps.find((one) => one.step === openStep)
  const rows: [string, number][] =
    step && counts
      ? [
          [t('backtest.step.reached'), counts.reached],
          [t('backtest.step.waiting'), counts.waiting],
          ...(step.kind === 'message'
            ? [[t('backtest.sent'), counts.sent] as [string, number]]
            : []),
          ...counts.notSent.map(({ reason, messages }): [string, number] => [
            reasonShort(words, reason),
            messages,
          ]),
        ]
      : result.messages.notSent.map(({ reason, messages }) => [
          reasonShort(words, reason),
          messages,
        ])
  return (
    <aside className={classes.side}>
      <h2 className={classes.sideTitle}>
        {step ? titleOf(words, { kind: step.kind, step }, definition) : t('backtest.notSent.title')}
      </h2>
      {rows.length > 0 ? (
        <table className={classes.counts}>
          <tbody>
            {rows.map(([label, count]) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td>{formats.count(count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <p className={classes.hint}>
          {t(result.messages.due > 0 ? 'backtest.notSent.none' : 'backtest.notSent.nothing')}
        </p>
      )}
      {step ? (
        <button type="button" className={classes.link} onClick={() => onOpen(undefined)}>
          {t('backtest.step.close')}
        </button>
      ) : (
        <p className={classes.hint}>{t('backtest.step.choose')}</p>
      )}
    </aside>
  )
}
