import { IconPlus, IconRoute } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { JourneyList, type JourneySummary } from '../../../server/src/modules/journeys/contract.ts'
import { get } from '../api/client.ts'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import type { Column } from '../ui/column.ts'
import { DataTable } from '../ui/DataTable.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { fixedList } from '../ui/fixedList.ts'
import { LinkButton } from '../ui/LinkButton.tsx'
import { Page } from '../ui/Page.tsx'
import { moneyOf } from './JourneyFigures.tsx'
import { StatusTag } from './StatusTag.tsx'

/** Every journey, whether it runs, and what it brought. */
export function JourneysPage() {
  const { t } = useTexts()
  const can = useCan()
  const list = useQuery({
    queryKey: ['journeys', 'list'],
    queryFn: ({ signal }) => get('/api/journeys', { answer: JourneyList, signal }),
    refetchInterval: 15_000,
  })
  const journeys = list.data?.journeys
  const running = journeys?.filter(({ status }) => status === 'running') ?? []
  const add = can('journeys:write') && (
    <LinkButton to="/journeys/new" leftSection={<IconPlus size={16} />}>
      {t('canvas.new.action')}
    </LinkButton>
  )
  const waiting = running.reduce((sum, one) => sum + one.waiting, 0)
  return (
    <Page
      title={t('journeys.title')}
      answer={
        journeys &&
        journeys.length > 0 &&
        t('journeys.answer', { running: running.length, waiting })
      }
      actions={journeys && journeys.length > 0 && add}
    >
      <DataTable
        label={t('journeys.title')}
        list={fixedList(journeys, list)}
        columns={useColumns()}
        rowKey={({ id }) => id}
        target={{ to: '/journeys/$id', params: ({ id }) => ({ id }) }}
        empty={
          <EmptyState
            icon={<IconRoute size={28} stroke={1.4} />}
            title={t('journeys.empty.title')}
            action={add}
          >
            {t('journeys.empty.text')}
          </EmptyState>
        }
      />
    </Page>
  )
}

function useColumns(): Column<JourneySummary>[] {
  const { t, formats } = useTexts()
  const counted = ['entered', 'sent', 'clicked', 'converted'] as const
  return [
    {
      key: 'name',
      header: t('journeys.name'),
      cell: ({ name }) => name,
      csv: ({ name }) => name,
    },
    {
      key: 'status',
      header: t('journeys.state'),
      cell: ({ status }) => <StatusTag status={status} />,
      csv: ({ status }) => t(`journeys.status.${status}`),
    },
    {
      key: 'waiting',
      header: t('journeys.waiting'),
      align: 'end',
      cell: ({ waiting }) => formats.count(waiting),
      csv: ({ waiting }) => waiting,
    },
    ...counted.map(
      (key): Column<JourneySummary> => ({
        key,
        header: t(`journeys.${key}`),
        align: 'end',
        phone: 'hide',
        cell: ({ results }) => formats.count(results[key]),
        csv: ({ results }) => results[key],
      }),
    ),
    {
      key: 'revenue',
      header: t('journeys.revenue'),
      align: 'end',
      cell: ({ results }) => moneyOf(formats, results.revenue),
      csv: ({ results }) => moneyOf(formats, results.revenue),
    },
  ]
}
