import { IconListDetails } from '@tabler/icons-react'
import { useState } from 'react'
import type { Attribute } from '../../../server/src/modules/catalog/contract.ts'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import type { Column } from '../ui/column.ts'
import { DataTable } from '../ui/DataTable.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { fixedList } from '../ui/fixedList.ts'
import { Page } from '../ui/Page.tsx'
import { AttributeForm } from './AttributeForm.tsx'
import { CatalogTabs } from './CatalogTabs.tsx'
import classes from './Structure.module.css'
import { useAttributes } from './useCatalog.ts'

/** What may be said of products, and what lists can be narrowed by. */
export function AttributesPage() {
  const { t } = useTexts()
  const can = useCan()
  const attributes = useAttributes()
  const [open, setOpen] = useState<string>()
  const opened = attributes.data?.find(({ code }) => code === open)
  return (
    <Page title={t('catalog.side.attributes')} answer={t('catalog.attributes.answer')}>
      <CatalogTabs />
      <div className={classes.columns}>
        <DataTable
          label={t('catalog.side.attributes')}
          list={fixedList(attributes.data, attributes)}
          columns={useColumns()}
          rowKey={({ code }) => code}
          target={{ open: ({ code }) => setOpen(code === open ? undefined : code) }}
          openKey={open}
          empty={
            <EmptyState
              icon={<IconListDetails size={28} stroke={1.4} />}
              title={t('catalog.attributes.empty.title')}
            >
              {t('catalog.attributes.empty.text')}
            </EmptyState>
          }
        />
        {can('catalog:write') && (
          <AttributeForm
            key={opened?.code ?? 'new'}
            attribute={opened}
            onDone={() => setOpen(undefined)}
          />
        )}
      </div>
    </Page>
  )
}

function useColumns(): Column<Attribute>[] {
  const { t, language } = useTexts()
  const nameOf = ({ name }: Attribute) => name[language] || name.fr
  return [
    { key: 'name', header: t('catalog.attributes.name'), cell: nameOf, csv: nameOf },
    {
      key: 'code',
      header: t('catalog.code'),
      phone: 'hide',
      cell: ({ code }) => code,
      csv: ({ code }) => code,
    },
    {
      key: 'kind',
      header: t('catalog.attributes.kind'),
      cell: ({ kind, choices }) =>
        choices.length > 0
          ? `${t(`catalog.kind.${kind}`)} (${choices.length})`
          : t(`catalog.kind.${kind}`),
      csv: ({ kind }) => t(`catalog.kind.${kind}`),
    },
    {
      key: 'filterable',
      header: t('catalog.attributes.filterable'),
      phone: 'hide',
      cell: ({ filterable }) => (filterable ? t('catalog.yes') : '–'),
      csv: ({ filterable }) => (filterable ? t('catalog.yes') : t('catalog.no')),
    },
  ]
}
