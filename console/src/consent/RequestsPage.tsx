import { Button } from '@mantine/core'
import { IconGavel } from '@tabler/icons-react'
import { useState } from 'react'
import { z } from 'zod'
import type { PrivacyRequest } from '../../../server/src/modules/consent/contract.ts'
import { useNow } from '../app/useNow.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import type { Column } from '../ui/column.ts'
import { DataTable } from '../ui/DataTable.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { fixedList } from '../ui/fixedList.ts'
import { Page } from '../ui/Page.tsx'
import { DateTime } from '../ui/times.tsx'
import { useFilters } from '../ui/useFilters.ts'
import { ConsentTabs } from './ConsentTabs.tsx'
import { NewRequestDialog } from './NewRequestDialog.tsx'
import { RequestDetail } from './RequestDetail.tsx'
import { RequestState } from './RequestState.tsx'
import classes from './Requests.module.css'
import { useRequests } from './usePrivacy.ts'

const Filters = z.object({ open: z.uuid().optional().catch(undefined) })

/** What people ask by law, the most urgent first, and how long there is to answer. */
export function RequestsPage() {
  const { t } = useTexts()
  const [{ open }, setFilters] = useFilters(Filters)
  const [isAsking, setAsking] = useState(false)
  const requests = useRequests()
  const opened = requests.data?.find(({ id }) => id === open)
  const waiting = requests.data?.filter(isOpen).length
  return (
    <Page
      title={t('consent.title')}
      answer={
        waiting === undefined
          ? t('consent.requests.answer')
          : t('consent.requests.waiting', { count: waiting })
      }
      actions={<Button onClick={() => setAsking(true)}>{t('consent.requests.new')}</Button>}
    >
      <ConsentTabs />
      <div className={classes.beside} data-open={opened !== undefined}>
        <DataTable
          label={t('consent.side.requests')}
          list={fixedList(requests.data, requests)}
          columns={useColumns()}
          rowKey={({ id }) => id}
          openKey={open}
          target={{ open: ({ id }) => setFilters({ open: id === open ? undefined : id }) }}
          empty={
            <EmptyState
              icon={<IconGavel size={28} stroke={1.4} />}
              title={t('consent.requests.empty.title')}
            >
              {t('consent.requests.empty.text')}
            </EmptyState>
          }
        />
        {opened && (
          <RequestDetail
            key={opened.id}
            request={opened}
            onClose={() => setFilters({ open: undefined })}
          />
        )}
      </div>
      {isAsking && (
        <NewRequestDialog
          onClose={() => setAsking(false)}
          onAsked={(id) => setFilters({ open: id })}
        />
      )}
    </Page>
  )
}

const isOpen = ({ state }: PrivacyRequest) => state !== 'done' && state !== 'refused'

function useColumns(): Column<PrivacyRequest>[] {
  const { t } = useTexts()
  return [
    {
      key: 'kind',
      header: t('consent.requests.kind'),
      cell: ({ kind }) => t(`consent.requests.kind.${kind}`),
      csv: ({ kind }) => kind,
    },
    {
      key: 'who',
      header: t('consent.requests.who'),
      cell: ({ identifier }) => (
        <span className={classes.who}>{identifier ?? t('consent.requests.erased')}</span>
      ),
      csv: ({ identifier }) => identifier,
    },
    {
      key: 'state',
      header: t('consent.requests.state'),
      cell: (request) => <RequestState request={request} />,
      csv: ({ state }) => state,
    },
    {
      key: 'askedAt',
      header: t('consent.requests.askedAt'),
      phone: 'hide',
      cell: ({ askedAt }) => (
        <span className={classes.due}>
          <DateTime at={askedAt} as="date" />
        </span>
      ),
      csv: ({ askedAt }) => askedAt,
    },
    {
      key: 'dueAt',
      header: t('consent.requests.dueAt'),
      align: 'end',
      cell: (request) => <Due request={request} />,
      csv: ({ dueAt }) => dueAt,
    },
  ]
}

const day = 86_400_000

/** How many days are left; what is settled has no clock any more. */
function Due({ request }: { request: PrivacyRequest }) {
  const { t, formats } = useTexts()
  const now = useNow()
  if (request.doneAt) return <DateTime at={request.doneAt} as="date" />
  const days = Math.floor((new Date(request.dueAt).getTime() - now.getTime()) / day)
  return (
    <span
      title={formats.date(request.dueAt)}
      data-tone={days < 7 ? 'bad' : undefined}
      className={classes.due}
    >
      {days < 0
        ? t('consent.requests.late', { count: -days })
        : t('consent.requests.left', { count: days })}
    </span>
  )
}
