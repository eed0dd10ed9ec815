import { Button } from '@mantine/core'
import { IconShieldCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { z } from 'zod'
import { QuarantinedEvent } from '../../../server/src/modules/thread/contract.ts'
import { get } from '../api/client.ts'
import { useList } from '../api/useList.ts'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import type { Column } from '../ui/column.ts'
import { DataTable } from '../ui/DataTable.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { FilterChips } from '../ui/FilterChips.tsx'
import { JsonView } from '../ui/JsonView.tsx'
import { Page } from '../ui/Page.tsx'
import { readable, reasonText } from '../ui/reasonText.ts'
import { SourcesTabs } from '../ui/SourcesTabs.tsx'
import { RelativeTime } from '../ui/times.tsx'
import { useFilters } from '../ui/useFilters.ts'
import { useSources } from '../ui/useSources.ts'
import { TroubleDetail } from './TroubleDetail.tsx'
import classes from './TroublePage.module.css'
import { useRetry, useRetryAll } from './useRetry.ts'

const pageSize = 50
const Filters = z.object({ source: z.uuid().optional().catch(undefined) })

/** Events that could not be taken, each with its reason; nothing of them is lost. */
export function QuarantinePage() {
  const { t } = useTexts()
  const can = useCan()
  const [openId, setOpenId] = useState<string>()
  const [{ source }, setFilters] = useFilters(Filters)
  const sources = useSources()
  const list = useList({
    key: ['thread', 'quarantine', source],
    load: (before, signal) =>
      get('/api/quarantine', {
        answer: z.array(QuarantinedEvent),
        query: { before, source, limit: pageSize },
        signal,
      }),
    rows: (page) => page,
    next: (page) => (page.length === pageSize ? page.at(-1)?.id : null),
  })
  const retry = useRetry('quarantine', 'retry')
  const retryAll = useRetryAll()
  const open = list.rows.find(({ id }) => id === openId)
  return (
    <Page
      title={t('sources.quarantine.title')}
      answer={t('sources.quarantine.answer')}
      actions={
        can('sources:write') &&
        list.rows.length > 0 && (
          <Button
            variant="default"
            loading={retryAll.isPending}
            onClick={() => retryAll.mutate({ source })}
          >
            {t('sources.retryAll')}
          </Button>
        )
      }
    >
      <SourcesTabs />
      {sources.data && sources.data.length > 1 && (
        <div className={classes.tools}>
          <FilterChips
            label={t('sources.source')}
            value={source}
            options={sources.data.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(value) => setFilters({ source: value })}
          />
        </div>
      )}
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
  const sources = useSources()
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
