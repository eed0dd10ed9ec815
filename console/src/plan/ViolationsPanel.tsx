import type { ViolationCount } from '../../../server/src/modules/thread/plan/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Panel } from '../ui/Panel.tsx'
import { useSources } from '../ui/useSources.ts'
import classes from './PlanPage.module.css'

/** What was otherwise than planned in the last seven days, and who sent it. */
export function ViolationsPanel({ counts }: { counts: ViolationCount[] }) {
  const { t, formats } = useTexts()
  const sources = useSources()
  const nameOf = (id: string) => sources.data?.find((source) => source.id === id)?.name ?? id
  return (
    <Panel title={t('plan.violations.week')}>
      {counts.length === 0 && <p className={classes.quiet}>{t('plan.violations.none')}</p>}
      <ul className={classes.names}>
        {counts.slice(0, 20).map(({ sourceId, path, rule, events }) => (
          <li key={`${sourceId} ${path} ${rule}`}>
            <span>
              <code>{path}</code> {t(`plan.rule.${rule}`)}{' '}
              <span className={classes.quiet}>{nameOf(sourceId)}</span>
            </span>
            <span>{formats.count(events)}</span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
