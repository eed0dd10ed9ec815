import { useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import { type Audience, SizeDay } from '../../../server/src/modules/audiences/contract.ts'
import { get } from '../api/client.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Chart } from '../ui/Chart.tsx'
import { dayText } from './tongue.ts'

const days = 90

/** How large the audience was, day by day, who came and who went; with its table and its file. */
export function SizeHistory({ audience }: { audience: Audience }) {
  const { t, formats } = useTexts()
  const { data } = useQuery({
    queryKey: ['audiences', audience.id, 'sizes'],
    queryFn: ({ signal }) =>
      get(`/api/audiences/${audience.id}/sizes`, {
        answer: z.array(SizeDay),
        query: { days },
        signal,
      }),
    refetchInterval: 60_000,
  })
  // Before the first count there is nothing to draw.
  const first = data?.findIndex(({ members }) => members !== null) ?? -1
  if (!data || first < 0) return null
  const shown = data.slice(Math.max(0, Math.min(first, data.length - 2)))
  const last = shown.length - 1
  const entered = shown.reduce((sum, day) => sum + day.entered, 0)
  const departed = shown.reduce((sum, day) => sum + day.departed, 0)
  return (
    <Chart
      title={t('audiences.history')}
      summary={t('audiences.history.summary', { entered, departed, days: shown.length })}
      kind="line"
      height={180}
      points={shown.map(({ day }) => dayText(formats, day))}
      pointsLabel={t('audiences.history.day')}
      series={[
        {
          name: t('audiences.history.members'),
          // Today is counted as one looks.
          values: shown.map(({ members }, index) => (index === last ? audience.members : members)),
        },
        { name: t('audiences.history.entered'), values: shown.map((day) => day.entered) },
        { name: t('audiences.history.departed'), values: shown.map((day) => day.departed) },
      ]}
      show={formats.count}
      showShort={formats.short}
    />
  )
}
