import type { Trial } from '../../../server/src/modules/thread/import/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { JsonView } from '../ui/JsonView.tsx'
import { Panel } from '../ui/Panel.tsx'
import { faultText } from './faultText.ts'
import classes from './Imports.module.css'

/** What would come in, what would not and why, and how the first events would look. */
export function TrialResult({ trial }: { trial: Trial }) {
  const { t, formats } = useTexts()
  const { lines, events, refused, skipped, byName, faults, sample, refusal } = trial
  if (refusal) {
    const key = `refusals.${refusal}`
    return (
      <p role="alert" className={classes.refused}>
        {t.has(key) ? t(key) : refusal}
      </p>
    )
  }
  return (
    <Panel title={t('imports.trial')}>
      <p aria-live="polite" className={classes.verdict}>
        {t('imports.trial.verdict', {
          ...{ lines: formats.count(lines), events: formats.count(events), refused, skipped },
        })}
      </p>
      <ul className={classes.list}>
        {Object.entries(byName).map(([name, count]) => (
          <li key={name}>
            <span>{name}</span>
            <span>{formats.count(count)}</span>
          </li>
        ))}
      </ul>
      {faults.length > 0 && (
        <ul className={classes.list} aria-label={t('imports.trial.faults')}>
          {faults.map(({ line, reason, detail }) => (
            <li key={`${line} ${reason}`}>
              <span>
                {t('imports.line', { line })} {faultText(t, reason)}
              </span>
              <code>{detail}</code>
            </li>
          ))}
        </ul>
      )}
      {sample.map((message, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a sample that never changes
        <details key={index} open={index === 0}>
          <summary className={classes.quiet}>{t('imports.trial.sample', { n: index + 1 })}</summary>
          <JsonView label={t('imports.trial.sample', { n: index + 1 })} value={message} />
        </details>
      ))}
    </Panel>
  )
}
