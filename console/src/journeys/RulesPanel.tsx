import type { JourneyDetail } from '../../../server/src/modules/journeys/contract.ts'
import type { Definition } from '../../../server/src/modules/journeys/definition-contract.ts'
import { didText, durationText } from '../texts/phrases.ts'
import { Panel } from '../ui/Panel.tsx'
import classes from './JourneyPage.module.css'
import { anyOf, keyText, type Words } from './sentences.ts'

interface RulesPanelProps {
  journey: JourneyDetail
  definition: Definition
  words: Words
}

/** What holds for the whole journey, in sentences, and how those who left it did. */
export function RulesPanel({ journey, definition, words }: RulesPanelProps) {
  const { t } = words
  return (
    <>
      <Flaws journey={journey} words={words} />
      <Panel title={t('journeys.panel.rules')}>
        <dl className={classes.rules}>
          {rulesOf(definition, words).map(({ name, text }) => (
            <RuleLine key={name} name={t(`journeys.panel.${name}`)} text={text} />
          ))}
        </dl>
      </Panel>
      <Panel title={t('journeys.panel.ended')}>
        <Ended journey={journey} words={words} />
      </Panel>
      <p className={classes.hint}>{t('journeys.panel.select')}</p>
    </>
  )
}

function RuleLine({ name, text }: { name: string; text: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{text}</dd>
    </>
  )
}

interface Rule {
  name: 'entry' | 'reentry' | 'refresh' | 'exits' | 'goal' | 'holdout'
  text: string
}

function rulesOf(definition: Definition, words: Words): Rule[] {
  const { entry, reentry, refresh, exits, goal, holdout } = definition
  const { t, formats, names } = words
  const key = entry.kind === 'event' ? keyText(t, entry.key) : ''
  return [
    {
      name: 'entry',
      text:
        entry.kind === 'event'
          ? t('journeys.panel.entry.event', { did: didText(t, entry.event) })
          : entry.kind === 'audience'
            ? t(`journeys.panel.entry.${entry.change}`, {
                audience: names.audience(entry.audienceId) ?? '…',
              })
            : t(`journeys.entry.${entry.kind}`),
    },
    { name: 'reentry', text: t(`journeys.reentry.${reentry}`, { key }) },
    ...(refresh
      ? [
          {
            name: 'refresh' as const,
            text: t('journeys.panel.refresh.text', {
              events: anyOf(words, refresh.on),
              restarts: refresh.restartsWait ? 'yes' : 'no',
            }),
          },
        ]
      : []),
    {
      name: 'exits',
      text:
        exits.length > 0
          ? t('journeys.panel.exits.text', { did: anyOf(words, exits) })
          : t('journeys.panel.exits.none'),
    },
    {
      name: 'goal',
      text: goal
        ? t('journeys.panel.goal.text', {
            did: didText(t, goal.event),
            duration: durationText(t, goal.attributionSeconds),
          })
        : t('journeys.panel.goal.none'),
    },
    {
      name: 'holdout',
      text:
        holdout > 0
          ? t('journeys.panel.holdout.text', { share: formats.percent(holdout / 100) })
          : t('journeys.panel.holdout.none'),
    },
  ]
}

function Flaws({ journey, words: { t } }: { journey: JourneyDetail; words: Words }) {
  if (journey.flaws.length === 0) return null
  return (
    <div className={classes.flaws} role="note">
      <p>{t('journeys.flaws.title')}</p>
      <ul>
        {journey.flaws.map(({ code, step }) => {
          const key = `journeys.flaw.${code}`
          return <li key={`${code} ${step}`}>{t.has(key) ? t(key, { step }) : code}</li>
        })}
      </ul>
    </div>
  )
}

function Ended({ journey, words }: { journey: JourneyDetail; words: Words }) {
  const { t, formats } = words
  const { ended, results } = journey
  const { control } = results
  return (
    <>
      {ended.length === 0 ? (
        <p className={classes.text}>{t('journeys.panel.ended.none')}</p>
      ) : (
        <table className={classes.counts}>
          <tbody>
            {ended.map(({ state, reason, runs }) => (
              <tr key={`${state} ${reason}`}>
                <th scope="row">{endText(words, state, reason)}</th>
                <td>{formats.count(runs)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {control.entered > 0 && (
        <p className={classes.hint}>
          {t('journeys.panel.control', {
            entered: control.entered,
            converted: control.converted,
          })}
        </p>
      )}
    </>
  )
}

function endText({ t }: Words, state: string, reason: string | null): string {
  if (reason === 'merged') return t('journeys.ended.merged')
  if (state === 'exited') return t('journeys.ended.exited', { did: didText(t, reason ?? '') })
  if (state === 'failed') return t('journeys.ended.failed', { reason: reason ?? '' })
  return t('journeys.ended.done')
}
