import type { PlanVersion } from '../../../server/src/modules/thread/plan/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { JsonView } from '../ui/JsonView.tsx'
import { Panel } from '../ui/Panel.tsx'
import { DateTime } from '../ui/times.tsx'
import classes from './PlanPage.module.css'

/** Every version that was in force, as it was. */
export function PlanVersions({ versions }: { versions: PlanVersion[] }) {
  const { t } = useTexts()
  if (versions.length === 0) return null
  return (
    <Panel title={t('plan.versions')}>
      {versions.map(({ version, mode, schema, changedAt }) => (
        <details key={version} className={classes.example}>
          <summary>
            {t('plan.version', { version })} · {t(`plan.mode.${mode}`)} ·{' '}
            <DateTime at={changedAt} />
          </summary>
          <JsonView label={t('plan.version', { version })} value={schema} />
        </details>
      ))}
    </Panel>
  )
}
