import { IconUsers } from '@tabler/icons-react'
import { z } from 'zod'
import {
  type JourneyDetail,
  type RunLine,
  RunPage,
  RunState,
} from '../../../server/src/modules/journeys/contract.ts'
import { get } from '../api/client.ts'
import { useList } from '../api/useList.ts'
import type { Column } from '../ui/column.ts'
import { DataTable } from '../ui/DataTable.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { FilterChips } from '../ui/FilterChips.tsx'
import { SearchField } from '../ui/SearchField.tsx'
import { RelativeTime } from '../ui/times.tsx'
import { useFilters } from '../ui/useFilters.ts'
import classes from './JourneyPage.module.css'
import { LetIn } from './LetIn.tsx'
import { RunPath } from './RunPath.tsx'
import { RunTags } from './RunTags.tsx'
import type { Words } from './sentences.ts'
import { personOf } from './useRun.ts'
import { useWords } from './useWords.ts'
import { titleOf } from './words.ts'

const Filters = z.object({
  state: RunState.optional().catch(undefined),
  at: z.string().optional().catch(undefined),
  search: z.string().optional().catch(undefined),
  person: z.string().optional().catch(undefined),
})

/** Who is or was in the journey; a click shows their way beside the list. */
export function JourneyPeople({ journey }: { journey: JourneyDetail }) {
  const words = useWords()
  const { t } = words
  const [{ state, at, search, person }, setFilters] = useFilters(Filters)
  const list = useList({
    key: ['journeys', journey.id, 'runs', state, at, search],
    load: (before, signal) =>
      get(`/api/journeys/${journey.id}/runs`, {
        answer: RunPage,
        query: { state, step: at, search, before },
        signal,
      }),
    rows: (page) => page.runs,
    next: (page) => page.next,
  })
  const filtered = state || at || search
  const { definition } = journey
  return (
    <div className={classes.beside} data-open={person !== undefined}>
      <DataTable
        label={t('journeys.people.label')}
        list={list}
        columns={columnsFor(words, stepTitles(words, journey))}
        rowKey={personOf}
        openKey={person}
        target={{
          open: (run) =>
            setFilters({ person: personOf(run) === person ? undefined : personOf(run) }),
        }}
        onClearFilters={
          filtered
            ? () => setFilters({ state: undefined, at: undefined, search: undefined })
            : undefined
        }
        tools={
          <>
            <SearchField
              value={search}
              onChange={(said) => setFilters({ search: said })}
              placeholder={t('journeys.people.search')}
            />
            <FilterChips
              label={t('journeys.people.state')}
              value={state}
              options={RunState.options.map((value) => ({
                value,
                label: t(`journeys.run.${value}`),
              }))}
              onChange={(value) => setFilters({ state: value })}
            />
            <LetIn journey={journey} />
          </>
        }
        empty={
          <EmptyState
            icon={<IconUsers size={28} stroke={1.4} />}
            title={t('journeys.people.empty.title')}
            action={<LetIn journey={journey} />}
          >
            {t('journeys.people.empty.text')}
          </EmptyState>
        }
      />
      {person && (
        <aside className={classes.panel}>
          <RunPath
            person={person}
            definition={definition}
            words={words}
            mapOf={journey.id}
            onClose={() => setFilters({ person: undefined })}
          />
        </aside>
      )}
    </div>
  )
}

const stepTitles = (words: Words, { definition }: JourneyDetail) =>
  new Map(
    definition.steps.map((step) => [
      step.id,
      titleOf(words, { kind: step.kind, step }, definition),
    ]),
  )

function columnsFor({ t }: Words, titles: ReadonlyMap<string, string>): Column<RunLine>[] {
  const nameOf = ({ customerName }: RunLine) => customerName ?? t('journeys.person.stranger')
  const stepOf = ({ step }: RunLine) => titles.get(step) ?? step
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
      key: 'due',
      header: t('journeys.person.due'),
      align: 'end',
      cell: ({ dueAt }) => (dueAt ? <RelativeTime at={dueAt} /> : '–'),
      csv: ({ dueAt }) => dueAt,
    },
    {
      key: 'entered',
      header: t('journeys.person.entered'),
      align: 'end',
      phone: 'hide',
      cell: ({ enteredAt }) => <RelativeTime at={enteredAt} />,
      csv: ({ enteredAt }) => enteredAt,
    },
  ]
}
