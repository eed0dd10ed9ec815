import { Button } from '@mantine/core'
import { IconPlus, IconSpeakerphone } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { z } from 'zod'
import {
  CampaignDetail,
  type CampaignSummary,
  CampaignPage as Campaigns,
  CampaignState as State,
} from '../../../../server/src/modules/journeys/campaigns/contract.ts'
import { get, send } from '../../api/client.ts'
import { useList } from '../../api/useList.ts'
import { useCan } from '../../app/session.ts'
import { useTexts } from '../../texts/TextsProvider.tsx'
import type { Column } from '../../ui/column.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FilterChips } from '../../ui/FilterChips.tsx'
import { useNotify } from '../../ui/Notices.tsx'
import { Page } from '../../ui/Page.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { RelativeTime } from '../../ui/times.tsx'
import { useFilters } from '../../ui/useFilters.ts'
import { moneyOf } from '../JourneyFigures.tsx'
import { CampaignState } from './CampaignState.tsx'
import { campaignsKey } from './useCampaign.ts'

const Filters = z.object({
  search: z.string().optional().catch(undefined),
  state: State.optional().catch(undefined),
})

/** Every campaign, how far it is, and what it brought. */
export function CampaignsPage() {
  const { t } = useTexts()
  const [{ search, state }, setFilters] = useFilters(Filters)
  const list = useList({
    key: [...campaignsKey, 'list', search, state],
    load: (before, signal) =>
      get('/api/campaigns', { answer: Campaigns, query: { search, state, before }, signal }),
    rows: (page) => page.campaigns,
    next: (page) => page.next,
    refreshMs: 5_000,
  })
  const going = list.rows.filter((one) => one.state === 'sending').length
  const isFiltered = search !== undefined || state !== undefined
  return (
    <Page
      title={t('campaigns.title')}
      answer={list.rows.length > 0 && !isFiltered && t('campaigns.answer', { going })}
      actions={<NewCampaign />}
    >
      <DataTable
        label={t('campaigns.title')}
        list={list}
        columns={useColumns()}
        rowKey={({ id }) => id}
        target={{ to: '/campaigns/$id', params: ({ id }) => ({ id }) }}
        onClearFilters={
          isFiltered ? () => setFilters({ search: undefined, state: undefined }) : undefined
        }
        tools={
          <>
            <SearchField
              value={search}
              placeholder={t('campaigns.search')}
              onChange={(value) => setFilters({ search: value })}
            />
            <FilterChips
              label={t('campaigns.state')}
              value={state}
              options={State.options.map((value) => ({
                value,
                label: t(`campaigns.state.${value}`),
              }))}
              onChange={(value) => setFilters({ state: value })}
            />
          </>
        }
        empty={
          <EmptyState
            icon={<IconSpeakerphone size={28} stroke={1.4} />}
            title={t('campaigns.empty.title')}
          >
            {t('campaigns.empty.text')}
          </EmptyState>
        }
      />
    </Page>
  )
}

/** A draft with a name to begin with; nothing of it goes out before it is scheduled. */
function NewCampaign() {
  const { t } = useTexts()
  const can = useCan()
  const navigate = useNavigate()
  const { notifyProblem } = useNotify()
  const create = useMutation({
    mutationFn: () =>
      send('POST', '/api/campaigns', { name: t('campaigns.new.name') }, { answer: CampaignDetail }),
    onSuccess: ({ id }) => navigate({ to: '/campaigns/$id', params: { id } }),
    onError: notifyProblem,
  })
  if (!can('journeys:write')) return null
  return (
    <Button
      leftSection={<IconPlus size={16} />}
      loading={create.isPending}
      onClick={() => create.mutate()}
    >
      {t('campaigns.new')}
    </Button>
  )
}

function useColumns(): Column<CampaignSummary>[] {
  const { t, formats } = useTexts()
  const moment = ({ begunAt, beginsAt }: CampaignSummary) => begunAt ?? beginsAt
  const count = (
    key: string,
    header: string,
    of: (one: CampaignSummary) => number,
    phone?: 'hide',
  ): Column<CampaignSummary> => ({
    ...{ key, header, align: 'end', csv: of },
    // Of what has not begun there is nothing to count.
    cell: (one) => (one.begunAt ? formats.count(of(one)) : '–'),
    ...(phone && { phone }),
  })
  return [
    {
      key: 'name',
      header: t('campaigns.name'),
      cell: ({ name }) => name,
      csv: ({ name }) => name,
    },
    {
      key: 'state',
      header: t('campaigns.state'),
      cell: (one) => <CampaignState campaign={one} />,
      csv: ({ state }) => t(`campaigns.state.${state}`),
    },
    {
      key: 'at',
      header: t('campaigns.at'),
      phone: 'hide',
      cell: (one) => {
        const at = moment(one)
        return at ? <RelativeTime at={at} /> : '–'
      },
      csv: (one) => moment(one) ?? '',
    },
    count('enrolled', t('campaigns.recipients'), ({ progress }) => progress.enrolled, 'hide'),
    count('delivered', t('campaigns.delivered'), ({ progress }) => progress.delivered),
    count('clicked', t('campaigns.clicked'), ({ results }) => results.clicked, 'hide'),
    count('converted', t('campaigns.converted'), ({ results }) => results.converted, 'hide'),
    {
      key: 'revenue',
      header: t('campaigns.revenue'),
      align: 'end',
      phone: 'hide',
      cell: ({ begunAt, results }) => (begunAt ? moneyOf(formats, results.revenue) : '–'),
      csv: ({ results }) => moneyOf(formats, results.revenue),
    },
  ]
}
