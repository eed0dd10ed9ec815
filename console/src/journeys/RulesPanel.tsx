import type { JourneyDetail } from '../../../server/src/modules/journeys/contract.ts'
import type { Definition } from '../../../server/src/modules/journeys/definition-contract.ts'
import { didText } from '../texts/phrases.ts'
import { Panel } from '../ui/Panel.tsx'
import { flawTexts } from './edit/flaws.ts'
import classes from './JourneyPage.module.css'
import { ruleNames, ruleText } from './rules.ts'
import type { Words } from './sentences.ts'

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
          {ruleNames
            .filter((name) => name !== 'refresh' || definition.refresh)
            .map((name) => (
              <RuleLine
                key={name}
                name={t(`journeys.panel.${name}`)}
                text={ruleText(words, definition, name)}
              />
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

function Flaws({ journey, words }: Pick<RulesPanelProps, 'journey' | 'words'>) {
  if (!journey.flaws.some(({ blocks }) => blocks)) return null
  const texts = flawTexts(words, journey.draft ?? journey.definition, journey.flaws, undefined)
  return (
    <div className={classes.flaws} role="note">
      <p>{words.t('journeys.flaws.title')}</p>
      <ul>
        {[...texts.values()].flat().map(({ text }) => (
          <li key={text}>{text}</li>
        ))}
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
  const key = `journeys.ended.${reason}`
  if (t.has(key)) return t(key)
  if (state === 'exited') return t('journeys.ended.exited', { did: didText(t, reason ?? '') })
  if (state === 'failed') return t('journeys.ended.failed', { reason: reason ?? '' })
  return t('journeys.ended.done')
}
