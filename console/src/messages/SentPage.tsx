import { IconSend } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import {
  type Message,
  MessageCounts,
  MessagePage,
  MessageState,
} from '../../../server/src/modules/messages/contract.ts'
import { get } from '../api/client.ts'
import { useList } from '../api/useList.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import type { Column } from '../ui/column.ts'
import { DataTable } from '../ui/DataTable.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { FilterChips } from '../ui/FilterChips.tsx'
import { Page } from '../ui/Page.tsx'
import { ScopeChip } from '../ui/ScopeChip.tsx'
import { RelativeTime } from '../ui/times.tsx'
import { useFilters } from '../ui/useFilters.ts'
import { MessageDetail } from './MessageDetail.tsx'
import { MessagesTabs } from './MessagesTabs.tsx'
import { reasonText } from './reasonText.ts'
import classes from './SentPage.module.css'
import { StateTag } from './StateTag.tsx'
import { useTemplates } from './useTemplates.ts'

const id = z.uuid().optional().catch(undefined)
const Filters = z.object({
  state: MessageState.optional().catch(undefined),
  template: id,
  customer: id,
  campaign: id,
  message: id,
})

/** The ledger: every message that was ever planned, what became of it, and why. */
export function SentPage() {
  const { t } = useTexts()
  const [{ state, template, customer, campaign, message }, setFilters] = useFilters(Filters)
  const list = useList({
    key: ['messages', 'ledger', state, template, customer, campaign],
    load: (before, signal) =>
      get('/api/messages', {
        answer: MessagePage,
        query: { state, templateId: template, customerId: customer, originId: campaign, before },
        signal,
      }),
    rows: (page) => page.messages,
    next: (page) => page.next,
  })
  const open = list.rows.find((row) => row.id === message)
  const { answer, states } = useCounts({ templateId: template, originId: campaign })
  const isFiltered = state || template || customer || campaign
  const columns = useColumns()
  const all = { state: undefined, template: undefined, customer: undefined, campaign: undefined }
  return (
    <Page title={t('messages.title')} answer={answer}>
      <MessagesTabs />
      <div className={classes.beside} data-open={open !== undefined}>
        <DataTable
          label={t('messages.sent.label')}
          list={list}
          // With the message beside it, the list says which and how it went, no more.
          columns={open ? columns.filter(({ key }) => !beside.has(key)) : columns}
          rowKey={(row) => row.id}
          openKey={message}
          target={{
            open: (row) => setFilters({ message: row.id === message ? undefined : row.id }),
          }}
          onClearFilters={isFiltered ? () => setFilters(all) : undefined}
          tools={
            <>
              <FilterChips
                label={t('messages.sent.filter.state')}
                value={state}
                options={MessageState.options
                  .filter((one) => states.has(one) || one === state)
                  .map((value) => ({
                    value,
                    label: t(`messages.state.${value}`),
                  }))}
                onChange={(value) => setFilters({ state: value, message: undefined })}
              />
              <Scopes
                template={template}
                customer={customer}
                campaign={campaign}
                onClear={(key) => setFilters({ [key]: undefined })}
              />
            </>
          }
          empty={
            <EmptyState
              icon={<IconSend size={28} stroke={1.4} />}
              title={t('messages.sent.empty.title')}
            >
              {t('messages.sent.empty.text')}
            </EmptyState>
          }
        />
        {open && (
          <MessageDetail message={open} onClose={() => setFilters({ message: undefined })} />
        )}
      </div>
    </Page>
  )
}

/** What the open message says itself. */
const beside = new Set(['why', 'address', 'clicked'])

const notSent = new Set<Message['state']>(['held', 'refused', 'failed', 'bounced', 'unknown'])

/** How it went in all, and which states there are to choose from. */
function useCounts(of: { templateId: string | undefined; originId: string | undefined }) {
  const { t } = useTexts()
  const { data = [] } = useQuery({
    queryKey: ['messages', 'counts', of.templateId, of.originId],
    queryFn: ({ signal }) =>
      get('/api/messages/counts', { answer: MessageCounts, query: of, signal }),
  })
  const sum = (of: (state: Message['state']) => boolean) =>
    data.filter(({ state }) => of(state)).reduce((total, { messages }) => total + messages, 0)
  const sent = sum((state) => state === 'handed_over')
  return {
    answer: t('messages.sent.answer', { sent, notSent: sum((state) => notSent.has(state)) }),
    states: new Set(data.map(({ state }) => state)),
  }
}

interface ScopesProps {
  template: string | undefined
  customer: string | undefined
  campaign: string | undefined
  onClear: (key: 'template' | 'customer' | 'campaign') => void
}

/** Where one came from with a link that shows only part of the ledger. */
function Scopes({ template, customer, campaign, onClear }: ScopesProps) {
  const { t } = useTexts()
  const templates = useTemplates()
  const name = templates.data?.find(({ id: one }) => one === template)?.name
  return (
    <>
      {template && (
        <ScopeChip onClear={() => onClear('template')}>
          {name ?? t('messages.sent.filter.template')}
        </ScopeChip>
      )}
      {customer && (
        <ScopeChip onClear={() => onClear('customer')}>
          {t('messages.sent.filter.customer')}
        </ScopeChip>
      )}
      {campaign && (
        <ScopeChip onClear={() => onClear('campaign')}>
          {t('messages.sent.filter.campaign')}
        </ScopeChip>
      )}
    </>
  )
}

function useColumns(): Column<Message>[] {
  const { t } = useTexts()
  const why = (message: Message) => reasonText(t, message)
  return [
    {
      key: 'customer',
      header: t('messages.sent.customer'),
      cell: ({ customerName, address }) => customerName ?? address ?? t('customers.noName'),
      csv: ({ customerName }) => customerName,
    },
    {
      key: 'address',
      header: t('messages.sent.address'),
      phone: 'hide',
      cell: ({ address }) => address,
      csv: ({ address }) => address,
    },
    {
      key: 'template',
      header: t('messages.sent.template'),
      phone: 'hide',
      cell: ({ templateName }) => templateName,
      csv: ({ templateName }) => templateName,
    },
    {
      key: 'state',
      header: t('messages.sent.state'),
      cell: ({ state }) => <StateTag state={state} />,
      csv: ({ state }) => t(`messages.state.${state}`),
    },
    { key: 'why', header: t('messages.sent.why'), phone: 'hide', cell: why, csv: why },
    {
      key: 'clicked',
      header: t('messages.sent.clicked'),
      align: 'end',
      phone: 'hide',
      cell: ({ firstClickedAt }) => firstClickedAt && <RelativeTime at={firstClickedAt} />,
      csv: ({ firstClickedAt }) => firstClickedAt,
    },
    {
      key: 'at',
      header: t('messages.sent.at'),
      align: 'end',
      cell: ({ plannedAt }) => <RelativeTime at={plannedAt} />,
      csv: ({ plannedAt }) => plannedAt,
    },
  ]
}
