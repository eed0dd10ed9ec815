import { Button } from '@mantine/core'
import { IconShieldCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { z } from 'zod'
import { ParkedEvent } from '../../../server/src/modules/thread/contract.ts'
import { get } from '../api/client.ts'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import type { Column } from '../ui/column.ts'
import { DataTable } from '../ui/DataTable.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { fixedList } from '../ui/fixedList.ts'
import { JsonView } from '../ui/JsonView.tsx'
import { Page } from '../ui/Page.tsx'
import { SourcesTabs } from '../ui/SourcesTabs.tsx'
import { RelativeTime } from '../ui/times.tsx'
import { TroubleDetail } from './TroubleDetail.tsx'
import classes from './TroublePage.module.css'
import { useRetry } from './useRetry.ts'

/** Events that made us fail: set aside with the error, so that the thread goes on for everybody else. */
export function ParkedPage() {
  const { t } = useTexts()
  const can = useCan()
  const [openId, setOpenId] = useState<string>()
  const parked = useQuery({
    queryKey: ['thread', 'parked'],
    queryFn: ({ signal }) => get('/api/parked', { answer: z.array(ParkedEvent), signal }),
  })
  const replay = useRetry('parked', 'replay')
  const open = parked.data?.find(({ id }) => id === openId)
  return (
    <Page title={t('sources.parked.title')} answer={t('sources.parked.answer')}>
      <SourcesTabs />
      <div className={classes.columns} data-open={open !== undefined}>
        <DataTable
          label={t('sources.parked.title')}
          list={fixedList(parked.data, parked)}
          columns={useColumns()}
          rowKey={({ id }) => id}
          target={{ open: ({ id }) => setOpenId(id === openId ? undefined : id) }}
          openKey={openId}
          empty={
            <EmptyState
              icon={<IconShieldCheck size={28} stroke={1.4} />}
              title={t('sources.parked.empty.title')}
            >
              {t('sources.parked.empty.text')}
            </EmptyState>
          }
        />
        {open && (
          <TroubleDetail
            title={open.consumer}
            detail={open.error}
            onClose={() => setOpenId(undefined)}
            action={
              can('sources:write') && (
                <Button
                  variant="default"
                  loading={replay.isPending}
                  onClick={() => replay.mutate(open.id)}
                >
                  {t('sources.replay')}
                </Button>
              )
            }
          >
            <JsonView label={t('sources.raw')} value={open.body} />
          </TroubleDetail>
        )}
      </div>
    </Page>
  )
}

function useColumns(): Column<ParkedEvent>[] {
  const { t } = useTexts()
  return [
    {
      key: 'consumer',
      header: t('sources.reader'),
      cell: ({ consumer }) => consumer,
      csv: ({ consumer }) => consumer,
    },
    {
      key: 'error',
      header: t('sources.error'),
      cell: ({ error }) => error,
      csv: ({ error }) => error,
    },
    {
      key: 'parkedAt',
      header: t('sources.setAside'),
      align: 'end',
      cell: ({ parkedAt }) => <RelativeTime at={parkedAt} />,
      csv: ({ parkedAt }) => parkedAt,
    },
  ]
}
