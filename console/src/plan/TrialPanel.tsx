import { Button, NumberInput } from '@mantine/core'
import { useState } from 'react'
import type { EventSchema, Trial } from '../../../server/src/modules/thread/plan/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { JsonView } from '../ui/JsonView.tsx'
import { Panel } from '../ui/Panel.tsx'
import { DateTime } from '../ui/times.tsx'
import classes from './PlanPage.module.css'
import { useTrial } from './usePlan.ts'

/** Would this plan have refused it? What is being edited, held against what came. */
export function TrialPanel({ name, schema }: { name: string; schema: EventSchema | undefined }) {
  const { t } = useTexts()
  const [days, setDays] = useState(7)
  const trial = useTrial()
  return (
    <Panel title={t('plan.trial')}>
      <div className={classes.trial}>
        <NumberInput
          label={t('plan.trial.days')}
          min={1}
          max={90}
          allowDecimal={false}
          w={110}
          value={days}
          onChange={(value) => setDays(Number.parseInt(String(value), 10) || 1)}
        />
        <Button
          variant="default"
          disabled={!schema}
          loading={trial.isPending}
          onClick={() => schema && trial.mutate({ name, schema, days })}
        >
          {t('plan.trial.action')}
        </Button>
      </div>
      {trial.data && <Verdict trial={trial.data} />}
    </Panel>
  )
}

function Verdict({ trial }: { trial: Trial }) {
  const { t, formats } = useTexts()
  const { looked, violating, complete, counts, examples } = trial
  return (
    <div aria-live="polite">
      <p className={classes.verdict}>
        {t('plan.trial.verdict', { violating, looked: formats.count(looked) })}
      </p>
      {!complete && <p className={classes.quiet}>{t('plan.trial.partly')}</p>}
      <ul className={classes.names}>
        {counts.map(({ path, rule, events }) => (
          <li key={`${path} ${rule}`}>
            <span>
              <code>{path}</code> {t(`plan.rule.${rule}`)}
            </span>
            <span>{formats.count(events)}</span>
          </li>
        ))}
      </ul>
      {examples.map(({ id, at, violations, properties }) => (
        <details key={id} className={classes.example}>
          <summary>
            <DateTime at={at} /> · {violations.map(({ path }) => path).join(', ')}
          </summary>
          <JsonView label={t('plan.trial.example')} value={properties} />
        </details>
      ))}
    </div>
  )
}
