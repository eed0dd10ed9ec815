import type { JourneyDetail } from '../../../server/src/modules/journeys/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import type { Column } from '../ui/column.ts'
import { DataTable } from '../ui/DataTable.tsx'
import { fixedList } from '../ui/fixedList.ts'
import { Tag } from '../ui/Tag.tsx'
import { DateTime } from '../ui/times.tsx'

type Version = JourneyDetail['versions'][number]

/** Each version keeps those who began by it until they are through. */
export function JourneyVersions({ journey }: { journey: JourneyDetail }) {
  const { t, formats } = useTexts()
  const columns: Column<Version>[] = [
    {
      key: 'number',
      header: t('journeys.versions.number'),
      cell: ({ number }) => (
        <>
          {t('journeys.version', { number })}{' '}
          {number === journey.version && <Tag tone="good">{t('journeys.versions.current')}</Tag>}
        </>
      ),
      csv: ({ number }) => number,
    },
    {
      key: 'waiting',
      header: t('journeys.versions.waiting'),
      align: 'end',
      cell: ({ waiting }) => formats.count(waiting),
      csv: ({ waiting }) => waiting,
    },
    {
      key: 'created',
      header: t('journeys.versions.created'),
      align: 'end',
      phone: 'hide',
      cell: ({ createdAt }) => <DateTime at={createdAt} />,
      csv: ({ createdAt }) => createdAt,
    },
    {
      key: 'published',
      header: t('journeys.versions.published'),
      align: 'end',
      cell: ({ publishedAt }) =>
        publishedAt ? <DateTime at={publishedAt} /> : t('journeys.versions.draft'),
      csv: ({ publishedAt }) => publishedAt,
    },
  ]
  return (
    <DataTable
      label={t('journeys.tab.versions')}
      list={fixedList(journey.versions)}
      columns={columns}
      rowKey={({ number }) => String(number)}
      empty={null}
    />
  )
}
