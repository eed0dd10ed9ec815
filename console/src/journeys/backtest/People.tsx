import { IconUsers } from '@tabler/icons-react'
import { z } from 'zod'
import {
  type Backtest,
  type BacktestRun,
  BacktestRunPage,
  BacktestRunQuery,
} from '../../../../server/src/modules/journeys/backtest/contract.ts'
import type { JourneyDetail } from '../../../../server/src/modules/journeys/contract.ts'
import { get } from '../../api/client.ts'
import { useList } from '../../api/useList.ts'
import type { Column } from '../../ui/column.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FilterChips } from '../../ui/FilterChips.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { DateTime } from '../../ui/times.tsx'
import { useFilters } from '../../ui/useFilters.ts'
import { RunTags } from '../RunTags.tsx'
import type { Words } from '../sentences.ts'
import { useWords } from '../useWords.ts'
import { titleOf } from '../words.ts'
import classes from './Backtest.module.css'
import { TrialPath } from './TrialPath.tsx'

const Filters = z.object({
  what: BacktestRunQuery.shape.what.catch(undefined),
  search: z.string().optional().catch(undefined),
  run: z.string().optional().catch(undefined),
})
const whats = ['sent', 'not-sent', 'reached'] as const

interface PeopleProps {
  journey: JourneyDetail
  backtest: Backtest
  step: string | undefined
  onStep: (id: string | undefined) => void
}

/** Who would have been in it; a click shows their way and their mails beside the list. */
export function People({ journey, backtest, step, onStep }: PeopleProps) {
  const words = useWords()
  const { t, formats } = words
  const [{ what, search, run }, setFilters] = useFilters(Filters)
  const path = `/api/journeys/${journey.id}/backtests/${backtest.id}/runs`
  const list = useList({
    key: ['backtests', journey.id, 'runs', backtest.id, step, what, search],
    load: (before, signal) =>
      get(path, { answer: BacktestRunPage, query: { step, what, search, before }, signal }),
    rows: (page) => page.runs,
    next: (page) => page.next,
  })
  const { kept = 0, entered } = backtest.result ?? {}
  const clear = () => {
    setFilters({ what: undefined, search: undefined })
    if (step) onStep(undefined)
  }
  return (
    <section className={classes.section}>
      <h2 className={classes.sideTitle}>{t('backtest.people.title')}</h2>
      {entered && kept < entered.runs && (
        <p className={classes.hint}>
          {t('backtest.people.share', {
            ...{ kept: formats.count(kept), runs: formats.count(entered.runs) },
          })}
        </p>
      )}
      <div className={classes.beside} data-open={run !== undefined}>
        <DataTable
          label={t('backtest.people.title')}
          list={list}
          columns={columnsFor(words, backtest)}
          rowKey={({ id }) => id}
          openKey={run}
          target={{ open: ({ id }) => setFilters({ run: id === run ? undefined : id }) }}
          onClearFilters={what || search || step ? clear : undefined}
          tools={
            <>
              <SearchField
                value={search}
                onChange={(said) => setFilters({ search: said })}
                placeholder={t('journeys.people.search')}
              />
              <FilterChips
                label={t('backtest.people.what')}
                value={what}
                options={whats.map((value) => ({ value, label: t(`backtest.what.${value}`) }))}
                onChange={(value) => setFilters({ what: value })}
              />
            </>
          }
          empty={
            <EmptyState
              icon={<IconUsers size={28} stroke={1.4} />}
              title={t('backtest.people.empty.title')}
            >
              {t('backtest.people.empty.text')}
            </EmptyState>
          }
        />
        {run && (
          <TrialPath
            key={run}
            path={`${path}/${run}`}
            definition={backtest.definition}
            words={words}
            onClose={() => setFilters({ run: undefined })}
          />
        )}
      </div>
    </section>
  )
}

function columnsFor(words: Words, { definition }: Backtest): Column<BacktestRun>[] {
  const { t, formats } = words
  const nameOf = ({ customerName }: BacktestRun) => customerName ?? t('journeys.person.stranger')
  const stepOf = ({ step: id }: BacktestRun) => {
    const step = definition.steps.find((one) => one.id === id)
    return step ? titleOf(words, { kind: step.kind, step }, definition) : id
  }
  return [
    { key: 'person', header: t('journeys.person'), cell: nameOf, csv: nameOf },
    {
      key: 'state',
      header: t('journeys.person.state'),
      cell: (run) => <RunTags run={run} />,
      csv: ({ state }) => t(`journeys.run.${state}`),
    },
    {
      key: 'step',
      header: t('journeys.person.step'),
      phone: 'hide',
      cell: stepOf,
      csv: stepOf,
    },
    {
      key: 'sent',
      header: t('backtest.sent'),
      align: 'end',
      cell: ({ sent }) => formats.count(sent),
      csv: ({ sent }) => sent,
    },
    {
      key: 'notSent',
      header: t('backtest.notSent'),
      align: 'end',
      phone: 'hide',
      cell: ({ notSent }) => formats.count(notSent),
      csv: ({ notSent }) => notSent,
    },
    {
      key: 'entered',
      header: t('journeys.person.entered'),
      align: 'end',
      cell: ({ enteredAt }) => <DateTime at={enteredAt} />,
      csv: ({ enteredAt }) => enteredAt,
    },
  ]
}
