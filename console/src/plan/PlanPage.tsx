import { Button, TextInput } from '@mantine/core'
import { IconChecklist } from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import type { PlannedEvent } from '../../../server/src/modules/thread/plan/contract.ts'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import type { Column } from '../ui/column.ts'
import { DataTable } from '../ui/DataTable.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { fixedList } from '../ui/fixedList.ts'
import { Page } from '../ui/Page.tsx'
import { Panel } from '../ui/Panel.tsx'
import { SourcesTabs } from '../ui/SourcesTabs.tsx'
import { DateTime } from '../ui/times.tsx'
import { ModeTag } from './ModeTag.tsx'
import classes from './PlanPage.module.css'
import { usePlan } from './usePlan.ts'

/** Which events are expected to look how, and which come that nobody has planned. */
export function PlanPage() {
  const { t, formats } = useTexts()
  const plan = usePlan()
  const { events = [], unplanned = [], vocabulary = [] } = plan.data ?? {}
  const violating = events.filter(({ violations }) => violations > 0).length
  return (
    <Page
      title={t('plan.title')}
      answer={plan.data && t('plan.answer', { events: events.length, violating })}
    >
      <SourcesTabs />
      <div className={classes.columns}>
        <DataTable
          label={t('plan.title')}
          list={fixedList(plan.data?.events, plan)}
          columns={useColumns()}
          rowKey={({ name }) => name}
          empty={
            <EmptyState
              icon={<IconChecklist size={28} stroke={1.4} />}
              title={t('plan.empty.title')}
            >
              {t('plan.empty.text')}
            </EmptyState>
          }
        />
        <aside className={classes.side} aria-label={t('plan.start')}>
          <NewPlan />
          {unplanned.length > 0 && (
            <Panel title={t('plan.unplanned')}>
              <p className={classes.quiet}>{t('plan.unplanned.text')}</p>
              <ul className={classes.names}>
                {unplanned.slice(0, 15).map(({ name, events: count }) => (
                  <li key={name}>
                    <PlanLink name={name} />
                    <span className={classes.quiet}>{formats.count(count)}</span>
                  </li>
                ))}
              </ul>
            </Panel>
          )}
          {vocabulary.length > 0 && (
            <Panel title={t('plan.vocabulary')}>
              <details>
                <summary className={classes.quiet}>
                  {t('plan.vocabulary.text', { count: vocabulary.length })}
                </summary>
                <ul className={classes.names}>
                  {vocabulary.map((name) => (
                    <li key={name}>
                      <PlanLink name={name} from="vocabulary" />
                    </li>
                  ))}
                </ul>
              </details>
            </Panel>
          )}
        </aside>
      </div>
    </Page>
  )
}

function PlanLink({ name, from }: { name: string; from?: 'vocabulary' }) {
  return (
    <Link to="/sources/plan/event" search={{ name, from } as never}>
      {name}
    </Link>
  )
}

function NewPlan() {
  const { t } = useTexts()
  const can = useCan()
  const navigate = useNavigate()
  const [name, setName] = useState('')
  if (!can('sources:write')) return null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() !== '') {
      navigate({ to: '/sources/plan/event', search: { name: name.trim() } as never })
    }
  }
  return (
    <form className={classes.start} onSubmit={submit}>
      <TextInput
        label={t('plan.new')}
        placeholder="Order Completed"
        maxLength={200}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <Button type="submit" variant="default" disabled={name.trim() === ''}>
        {t('plan.new.action')}
      </Button>
    </form>
  )
}

function useColumns(): Column<PlannedEvent>[] {
  const { t, formats } = useTexts()
  return [
    {
      key: 'name',
      header: t('plan.event'),
      cell: ({ name }) => <PlanLink name={name} />,
      csv: ({ name }) => name,
    },
    {
      key: 'mode',
      header: t('plan.mode'),
      cell: ({ mode }) => <ModeTag mode={mode} />,
      csv: ({ mode }) => t(`plan.mode.${mode}`),
    },
    {
      key: 'properties',
      header: t('plan.properties'),
      align: 'end',
      phone: 'hide',
      cell: ({ schema }) => formats.count(Object.keys(schema.properties).length),
      csv: ({ schema }) => Object.keys(schema.properties).length,
    },
    {
      key: 'violations',
      header: t('plan.violations'),
      align: 'end',
      cell: ({ violations }) => formats.count(violations),
      csv: ({ violations }) => violations,
    },
    {
      key: 'changed',
      header: t('plan.changed'),
      align: 'end',
      phone: 'hide',
      cell: ({ changedAt }) => <DateTime at={changedAt} />,
      csv: ({ changedAt }) => changedAt,
    },
  ]
}
