import { Button, Switch } from '@mantine/core'
import { useState } from 'react'
import {
  type EventSchema,
  type PlanMode,
  type PlannedDetail,
  planModes,
} from '../../../server/src/modules/thread/plan/contract.ts'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { FilterChips } from '../ui/FilterChips.tsx'
import { useNotify } from '../ui/Notices.tsx'
import { Panel } from '../ui/Panel.tsx'
import { rowsOf, schemaOf } from './draft.ts'
import classes from './PlanPage.module.css'
import { PlanVersions } from './PlanVersions.tsx'
import { RulesTable } from './RulesTable.tsx'
import { TrialPanel } from './TrialPanel.tsx'
import { useChangePlan } from './usePlan.ts'
import { ViolationsPanel } from './ViolationsPanel.tsx'

interface PlanEditorProps {
  name: string
  detail: PlannedDetail
  schema: EventSchema
}

/** The rules, how strictly they hold, and beside them what they would have said to what came. */
export function PlanEditor({ name, detail, schema: saved }: PlanEditorProps) {
  const { t } = useTexts()
  const can = useCan()
  const { notify } = useNotify()
  const change = useChangePlan()
  const [rows, setRows] = useState(() => rowsOf(saved))
  const [closed, setClosed] = useState(saved.closed)
  const [mode, setMode] = useState<PlanMode>(detail.planned?.mode ?? 'observe')
  const schema = schemaOf(rows, closed)
  const save = () => {
    if (schema) {
      change.mutate({ name, mode, schema }, { onSuccess: () => notify(t('plan.saved')) })
    }
  }
  const mayWrite = can('sources:write')
  return (
    <div className={classes.columns}>
      <div className={classes.main}>
        <fieldset disabled={!mayWrite} className={classes.editor}>
          <RulesTable rows={rows} onChange={setRows} />
          <div className={classes.tools}>
            <Switch
              label={t('plan.closed')}
              checked={closed}
              onChange={(event) => setClosed(event.target.checked)}
            />
          </div>
        </fieldset>
        <Panel title={t('plan.strictness')}>
          <div className={classes.modes}>
            <FilterChips
              label={t('plan.strictness')}
              required
              value={mode}
              options={planModes.map((value) => ({ value, label: t(`plan.mode.${value}`) }))}
              onChange={(value) => setMode(value ?? mode)}
            />
            <p className={classes.quiet}>{t(`plan.mode.${mode}.text`)}</p>
          </div>
          {mayWrite && (
            <div className={classes.tools}>
              <span className={classes.quiet}>{!schema && t('plan.flawed')}</span>
              <Button disabled={!schema} loading={change.isPending} onClick={save}>
                {t('plan.save')}
              </Button>
            </div>
          )}
        </Panel>
      </div>
      <aside className={classes.side} aria-label={t('plan.beside')}>
        {can('events:read') && <TrialPanel name={name} schema={schema} />}
        <ViolationsPanel counts={detail.counts} />
        <PlanVersions versions={detail.versions} />
      </aside>
    </div>
  )
}
