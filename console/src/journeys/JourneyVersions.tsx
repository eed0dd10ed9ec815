import { Button, CloseButton } from '@mantine/core'
import { useState } from 'react'
import { z } from 'zod'
import type { JourneyDetail } from '../../../server/src/modules/journeys/contract.ts'
import { useCan } from '../app/session.ts'
import type { Column } from '../ui/column.ts'
import { DataTable } from '../ui/DataTable.tsx'
import { fixedList } from '../ui/fixedList.ts'
import { Tag } from '../ui/Tag.tsx'
import { DateTime } from '../ui/times.tsx'
import { useFilters } from '../ui/useFilters.ts'
import classes from './JourneyPage.module.css'
import { Differences } from './publish/Differences.tsx'
import { PublishDialog } from './publish/PublishDialog.tsx'
import { useWords } from './useWords.ts'

const Filters = z.object({ compare: z.coerce.number().int().optional().catch(undefined) })

type Version = JourneyDetail['versions'][number]

/** Each version keeps those who began by it until they are through. */
export function JourneyVersions({ journey }: { journey: JourneyDetail }) {
  const words = useWords()
  const { t, formats } = words
  const can = useCan()
  const [{ compare }, setFilters] = useFilters(Filters)
  const [back, setBack] = useState<number>()
  const chosen = journey.versions.find(({ number }) => number === compare)
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
    <div className={classes.beside} data-open={chosen !== undefined}>
      <DataTable
        label={t('journeys.tab.versions')}
        list={fixedList(journey.versions)}
        columns={columns}
        rowKey={({ number }) => String(number)}
        openKey={compare === undefined ? undefined : String(compare)}
        target={{
          open: ({ number }) => setFilters({ compare: number === compare ? undefined : number }),
        }}
        empty={null}
      />
      {chosen && (
        <aside className={classes.panel}>
          <div className={classes.compare}>
            <header className={classes.panelHead}>
              <h2 className={classes.panelTitle}>
                {t('canvas.compare.title', { number: chosen.number })}
              </h2>
              <CloseButton
                size="sm"
                aria-label={t('ui.close')}
                onClick={() => setFilters({ compare: undefined })}
              />
            </header>
            {chosen.number === journey.version ? (
              <p className={classes.text}>{t('canvas.compare.same')}</p>
            ) : (
              <>
                <p className={classes.text}>
                  {t('canvas.compare.text', { current: journey.version ?? 0 })}
                </p>
                <Differences
                  journeyId={journey.id}
                  from={journey.version}
                  to={chosen.number}
                  words={words}
                />
              </>
            )}
            {chosen.publishedAt && chosen.number !== journey.version && can('journeys:write') && (
              <div>
                <Button variant="default" onClick={() => setBack(chosen.number)}>
                  {t('canvas.rollback')}
                </Button>
              </div>
            )}
          </div>
        </aside>
      )}
      {back !== undefined && (
        <PublishDialog journey={journey} version={back} onClose={() => setBack(undefined)} />
      )}
    </div>
  )
}
