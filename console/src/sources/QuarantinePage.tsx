import { Button } from '@mantine/core'
import { IconShieldCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { z } from 'zod'
import { QuarantinedEvent, Source } from '../../../server/src/modules/thread/contract.ts'
import { get } from '../api/client.ts'
import { useList } from '../api/useList.ts'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import type { Column } from '../ui/column.ts'
import { DataTable } from '../ui/DataTable.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { JsonView } from '../ui/JsonView.tsx'
import { Page } from '../ui/Page.tsx'
import { RelativeTime } from '../ui/times.tsx'
import { TroubleDetail } from './TroubleDetail.tsx'
import classes from './TroublePage.module.css'
import { useRetry } from './useRetry.ts'

const pageSize = 50

/** Events that could not be taken, each with its reason; nothing of them is lost. */
export function QuarantinePage() {
  const { t } = useTexts()
  const can = useCan()
  const [openId, setOpenId] = useState<string>()
  const list = useList({
    key: ['thread', 'quarantine'],
    load: (before, signal) =>
      get('/api/quarantine', {
        answer: z.array(QuarantinedEvent),
        query: { before, limit: pageSize },
        signal,
      }),
    rows: (page) => page,
    next: (page) => (page.length === pageSize ? page.at(-1)?.id : null),
  })
  const retry = useRetry('quarantine', 'retry')
  const open = list.rows.find(({ id }) => id === openId)
  return (
    <Page
      title={t('sources.quarantine.title')}
      answer={t('sources.quarantine.answer')}
      parent={{ to: '/sources', label: t('sources.title') }}
    >
      <div className={classes.columns} data-open={open !== undefined}>
        <DataTable
          label={t('sources.quarantine.title')}
          list={list}
          columns={useColumns()}
          rowKey={({ id }) => id}
          target={{ open: ({ id }) => setOpenId(id === openId ? undefined : id) }}
          openKey={openId}
          empty={
            <EmptyState
              icon={<IconShieldCheck size={28} stroke={1.4} />}
              title={t('sources.quarantine.empty.title')}
            >
              {t('sources.quarantine.empty.text')}
            </EmptyState>
          }
        />
        {open && (
          <TroubleDetail
            title={reasonText(t, open.reason)}
            detail={open.detail}
            onClose={() => setOpenId(undefined)}
            action={
              can('sources:write') && (
                <Button
                  variant="default"
                  loading={retry.isPending}
                  onClick={() => retry.mutate(open.id)}
                >
                  {t('sources.retry')}
                </Button>
              )
            }
          >
            <JsonView label={t('sources.raw')} value={readable(open.raw)} />
          </TroubleDetail>
        )}
      </div>
    </Page>
  )
}

function useColumns(): Column<QuarantinedEvent>[] {
  const { t } = useTexts()
  const sources = useQuery({
    queryKey: ['sources'],
    queryFn: ({ signal }) => get('/api/sources', { answer: z.array(Source), signal }),
    enabled: useCan()('sources:read'),
  })
  const nameOf = (id: string) => sources.data?.find((source) => source.id === id)?.name ?? id
  return [
    {
      key: 'reason',
      header: t('sources.reason'),
      cell: ({ reason }) => reasonText(t, reason),
      csv: ({ reason }) => reason,
    },
    {
      key: 'detail',
      header: t('sources.detail'),
      phone: 'hide',
      cell: ({ detail }) => detail,
      csv: ({ detail }) => detail,
    },
    {
      key: 'source',
      header: t('sources.source'),
      phone: 'hide',
      cell: ({ sourceId }) => nameOf(sourceId),
      csv: ({ sourceId }) => nameOf(sourceId),
    },
    {
      key: 'receivedAt',
      header: t('sources.received'),
      align: 'end',
      cell: ({ receivedAt }) => <RelativeTime at={receivedAt} />,
      csv: ({ receivedAt }) => receivedAt,
    },
  ]
}

function reasonText(t: ReturnType<typeof useTexts>['t'], reason: string): string {
  const key = `sources.reason.${reason}`
  return t.has(key) ? t(key) : reason
}

/** What came may not be JSON at all; then it is shown as the text it was. */
function readable(raw: string): unknown {
  try {
    return JSON.parse(raw)
  } catch {
    return raw
  }
}
