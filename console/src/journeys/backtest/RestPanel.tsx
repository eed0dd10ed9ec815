import { Link } from '@tanstack/react-router'
import type { BacktestResult } from '../../../../server/src/modules/journeys/backtest/contract.ts'
import { didText } from '../../texts/phrases.ts'
import { Panel } from '../../ui/Panel.tsx'
import type { Words } from '../sentences.ts'
import classes from './Backtest.module.css'

interface RestProps {
  result: BacktestResult
  words: Words
}

/** How runs ended, which other journeys their people were in, what else would have been done. */
export function RestPanel({ result, words }: RestProps) {
  const { t, formats } = words
  const { ended, overlaps, asked, entered } = result
  return (
    <>
      <Panel title={t('backtest.ended.title')}>
        <table className={classes.counts}>
          <tbody>
            {ended.map(({ state, reason, runs }) => (
              <tr key={`${state} ${reason}`}>
                <th scope="row">{endText(words, reason)}</th>
                <td>{formats.count(runs)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {ended.length === 0 && <p className={classes.hint}>{t('backtest.ended.none')}</p>}
      </Panel>
      <Panel title={t('backtest.overlaps.title')}>
        {overlaps.length > 0 ? (
          <table className={classes.counts}>
            <tbody>
              {overlaps.map(({ journeyId, name, people }) => (
                <tr key={journeyId}>
                  <th scope="row">
                    <Link to="/journeys/$id" params={{ id: journeyId }}>
                      {name}
                    </Link>
                  </th>
                  <td>
                    {formats.count(people)}{' '}
                    <span className={classes.quiet}>
                      {formats.percent(people / Math.max(1, entered.people))}
                    </span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        ) : (
          <p className={classes.hint}>{t('backtest.overlaps.none')}</p>
        )}
        {asked.length > 0 && (
          <p className={classes.hint}>
            {t('backtest.asked', {
              list: asked
                .map(({ what, times }) => `${askedText(words, what)} ${formats.count(times)}`)
                .join(', '),
            })}
          </p>
        )}
      </Panel>
    </>
  )
}

function endText({ t }: Words, reason: string | null): string {
  if (reason === 'end') return t('journeys.path.ended.end')
  if (reason === 'merged') return t('journeys.path.ended.merged')
  return t('journeys.path.ended.event', { did: didText(t, reason ?? '') })
}

function askedText({ t }: Words, what: string): string {
  const key = `backtest.asked.${what}`
  return t.has(key) ? t(key) : what
}
