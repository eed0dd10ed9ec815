import { Button } from '@mantine/core'
import { IconPlus, IconReceipt } from '@tabler/icons-react'
import { useState } from 'react'
import { z } from 'zod'
import type { PriceList } from '../../../server/src/modules/catalog/price-contract.ts'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import type { Column } from '../ui/column.ts'
import { DataTable } from '../ui/DataTable.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { fixedList } from '../ui/fixedList.ts'
import { Page } from '../ui/Page.tsx'
import { Tag } from '../ui/Tag.tsx'
import { DateTime } from '../ui/times.tsx'
import { useFilters } from '../ui/useFilters.ts'
import { CatalogTabs } from './CatalogTabs.tsx'
import { NewListDialog } from './NewListDialog.tsx'
import { PriceListPanel } from './PriceListPanel.tsx'
import classes from './Structure.module.css'
import { usePriceLists } from './useCatalog.ts'

const Filters = z.object({ list: z.string().optional().catch(undefined) })

/** For whom, where and when which prices hold; and which list wins where several do. */
export function PriceListsPage() {
  const { t } = useTexts()
  const can = useCan()
  const [{ list: open }, setFilters] = useFilters(Filters)
  const [adding, setAdding] = useState(false)
  const lists = usePriceLists()
  const opened = lists.data?.find(({ code }) => code === open)
  return (
    <Page
      title={t('catalog.side.prices')}
      answer={t('catalog.lists.answer')}
      actions={
        can('catalog:write') && (
          <Button leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)}>
            {t('catalog.lists.new')}
          </Button>
        )
      }
    >
      <CatalogTabs />
      <div className={opened ? classes.beside : undefined}>
        <DataTable
          label={t('catalog.side.prices')}
          list={fixedList(lists.data, lists)}
          columns={useColumns()}
          rowKey={({ code }) => code}
          target={{ open: ({ code }) => setFilters({ list: code === open ? undefined : code }) }}
          openKey={open}
          empty={
            <EmptyState
              icon={<IconReceipt size={28} stroke={1.4} />}
              title={t('catalog.lists.empty.title')}
            >
              {t('catalog.lists.empty.text')}
            </EmptyState>
          }
        />
        {opened && <PriceListPanel key={opened.code} list={opened} />}
      </div>
      <p className={classes.rule}>{t('catalog.lists.rule')}</p>
      {adding && <NewListDialog onClose={() => setAdding(false)} />}
    </Page>
  )
}

const tones = { coming: 'info', running: 'good', over: 'plain' } as const

function useColumns(): Column<PriceList>[] {
  const { t, formats, language } = useTexts()
  const nameOf = ({ name }: PriceList) => name[language] || name.fr
  const where = (channel: string) => {
    const key: string = `channels.${channel}`
    return t.has(key) ? t(key) : channel
  }
  const whom = ({ channel, priceGroup }: PriceList) =>
    [
      priceGroup ?? t('catalog.lists.everybody'),
      channel ? where(channel) : t('catalog.lists.everywhere'),
    ].join(' · ')
  return [
    { key: 'name', header: t('catalog.lists.name'), cell: nameOf, csv: nameOf },
    {
      key: 'state',
      header: t('catalog.state'),
      cell: ({ state }) => <Tag tone={tones[state]}>{t(`catalog.lists.state.${state}`)}</Tag>,
      csv: ({ state }) => t(`catalog.lists.state.${state}`),
    },
    {
      key: 'currency',
      header: t('catalog.lists.currency'),
      phone: 'hide',
      cell: ({ currency, includesTax }) =>
        `${currency} ${t(includesTax ? 'catalog.lists.with' : 'catalog.lists.without')}`,
      csv: ({ currency }) => currency,
    },
    { key: 'whom', header: t('catalog.lists.whom'), phone: 'hide', cell: whom, csv: whom },
    {
      key: 'period',
      header: t('catalog.lists.period'),
      phone: 'hide',
      cell: ({ beginsAt, endsAt }) =>
        beginsAt || endsAt ? (
          <>
            {beginsAt ? <DateTime at={beginsAt} as="date" /> : '…'} →{' '}
            {endsAt ? <DateTime at={endsAt} as="date" /> : '…'}
          </>
        ) : (
          t('catalog.lists.always')
        ),
      csv: ({ beginsAt, endsAt }) => `${beginsAt ?? ''} ${endsAt ?? ''}`.trim(),
    },
    {
      key: 'priority',
      header: t('catalog.lists.priority'),
      align: 'end',
      phone: 'hide',
      cell: ({ priority, reduction }) =>
        reduction ? `${priority} · ${t('catalog.lists.reduction')}` : priority,
      csv: ({ priority }) => priority,
    },
    {
      key: 'prices',
      header: t('catalog.lists.prices'),
      align: 'end',
      cell: ({ prices }) => formats.count(prices),
      csv: ({ prices }) => prices,
    },
  ]
}
