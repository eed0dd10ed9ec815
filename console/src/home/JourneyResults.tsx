import { useQuery } from '@tanstack/react-query'
import { JourneyList, type JourneySummary } from '../../../server/src/modules/journeys/contract.ts'
import { get } from '../api/client.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import type { Column } from '../ui/column.ts'
import { DataTable } from '../ui/DataTable.tsx'
import { fixedList } from '../ui/fixedList.ts'
import { Section } from '../ui/Page.tsx'
import type { Days } from './period.ts'

/** What each journey did in the period: sent, clicked, converted, and what that brought. */
export function JourneyResults({ period }: { period: Days }) {
  const { t } = useTexts()
  const query = { from: `${period.from}T00:00:00Z` }
  const journeys = useQuery({
    queryKey: ['journeys', 'results', query],
    queryFn: ({ signal }) => get('/api/journeys', { answer: JourneyList, query, signal }),
    placeholderData: (before) => before,
  })
  const columns = useColumns()
  if (journeys.data?.journeys.length === 0) return null
  return (
    <Section title={t('home.journeys')}>
      <DataTable
        label={t('home.journeys')}
        list={fixedList(journeys.data?.journeys, journeys)}
        columns={columns}
        rowKey={({ id }) => id}
        target={{ to: '/journeys/$id', params: ({ id }) => ({ id }) }}
        empty={null}
      />
    </Section>
  )
}

const counts = ['entered', 'sent', 'clicked', 'converted'] as const

function useColumns(): Column<JourneySummary>[] {
  const { t, formats } = useTexts()
  return [
    {
      key: 'name',
      header: t('home.journey'),
      cell: ({ name }) => name,
      csv: ({ name }) => name,
    },
    ...counts.map(
      (count): Column<JourneySummary> => ({
        key: count,
        header: t(`home.journey.${count}`),
        align: 'end',
        ...(count === 'entered' || count === 'clicked' ? { phone: 'hide' } : {}),
        cell: ({ results }) => formats.count(results[count]),
        csv: ({ results }) => results[count],
      }),
    ),
    {
      key: 'revenue',
      header: t('home.figure.revenue'),
      align: 'end',
      cell: ({ results }) =>
        results.revenue
          .map(({ amount, currency }) => formats.money(amount, currency))
          .join(' + ') || formats.money(0),
      csv: ({ results }) => results.revenue.map(({ amount }) => amount / 100).join(' + '),
    },
  ]
}
