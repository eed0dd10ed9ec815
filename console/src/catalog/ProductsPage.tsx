import { Checkbox, Select } from '@mantine/core'
import { IconDownload, IconPlus, IconTags } from '@tabler/icons-react'
import { useState } from 'react'
import { z } from 'zod'
import { ProductState } from '../../../server/src/modules/catalog/contract.ts'
import { type Hit, Sort } from '../../../server/src/modules/catalog/search-contract.ts'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import type { Column } from '../ui/column.ts'
import { DataTable } from '../ui/DataTable.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { FilterChips } from '../ui/FilterChips.tsx'
import { LinkButton } from '../ui/LinkButton.tsx'
import { Page } from '../ui/Page.tsx'
import { SearchField } from '../ui/SearchField.tsx'
import { RelativeTime } from '../ui/times.tsx'
import { useFilters } from '../ui/useFilters.ts'
import { BulkBar } from './BulkBar.tsx'
import { CatalogTabs } from './CatalogTabs.tsx'
import { Facets } from './Facets.tsx'
import { PriceText } from './PriceText.tsx'
import classes from './ProductsPage.module.css'
import { StateTag } from './StateTag.tsx'
import { useProducts } from './useCatalog.ts'

const several = z
  .union([z.string(), z.array(z.string())])
  .transform((said) => [said].flat())
  .optional()
  .catch(undefined)
const Filters = z.object({
  q: z.string().optional().catch(undefined),
  state: ProductState.optional().catch(undefined),
  filter: several,
  sort: Sort.optional().catch(undefined),
})

/** Every product: found by any word, narrowed by what it is, changed many at once. */
export function ProductsPage() {
  const { t, formats } = useTexts()
  const can = useCan()
  const [filters, setFilters] = useFilters(Filters)
  const { q, state, filter, sort } = filters
  const { list, first } = useProducts(filters)
  const [picked, setPicked] = useState<ReadonlyMap<string, Hit>>(new Map())
  const narrowed = q !== undefined || state !== undefined || (filter ?? []).length > 0
  const pick = (hit: Hit) =>
    setPicked((before) => {
      const after = new Map(before)
      if (!after.delete(hit.id)) after.set(hit.id, hit)
      return after
    })
  return (
    <Page
      title={t('catalog.title')}
      answer={first && t('catalog.answer', { total: formats.count(first.total), n: first.total })}
      actions={
        <>
          <a className={classes.download} href="/api/catalog/export.csv" download>
            <IconDownload size={16} stroke={1.5} aria-hidden /> {t('catalog.export')}
          </a>
          {can('catalog:write') && (
            <LinkButton to="/products/new" leftSection={<IconPlus size={16} />}>
              {t('catalog.new')}
            </LinkButton>
          )}
        </>
      }
    >
      <CatalogTabs />
      <div className={classes.columns}>
        <div className={classes.main}>
          {first?.match === 'near' && (
            <p className={classes.near}>{t('catalog.near', { q: q ?? '' })}</p>
          )}
          {picked.size > 0 && (
            <BulkBar products={[...picked.values()]} onDone={() => setPicked(new Map())} />
          )}
          <DataTable
            label={t('catalog.title')}
            list={list}
            columns={useColumns(can('catalog:write') ? { picked, pick } : undefined)}
            rowKey={({ id }) => id}
            target={{ to: '/products/$id', params: ({ id }) => ({ id }) }}
            onClearFilters={
              narrowed
                ? () => setFilters({ q: undefined, state: undefined, filter: undefined })
                : undefined
            }
            tools={
              <>
                <SearchField
                  value={q}
                  onChange={(said) => setFilters({ q: said })}
                  placeholder={t('catalog.search')}
                />
                <FilterChips
                  label={t('catalog.state')}
                  value={state}
                  onChange={(value) => setFilters({ state: value })}
                  options={ProductState.options.map((value) => ({
                    value,
                    label: t(`catalog.state.${value}`),
                  }))}
                />
                <Select
                  size="xs"
                  w={170}
                  aria-label={t('catalog.sort')}
                  allowDeselect={false}
                  value={sort ?? 'relevance'}
                  onChange={(value) => setFilters({ sort: Sort.parse(value) })}
                  data={Sort.options.map((value) => ({ value, label: t(`catalog.sort.${value}`) }))}
                />
              </>
            }
            empty={
              <EmptyState
                icon={<IconTags size={28} stroke={1.4} />}
                title={t('catalog.empty.title')}
                action={
                  can('catalog:write') && (
                    <LinkButton to="/products/new">{t('catalog.new')}</LinkButton>
                  )
                }
              >
                {t('catalog.empty.text')}
              </EmptyState>
            }
          />
        </div>
        <Facets
          facets={first?.facets ?? []}
          chosen={filter ?? []}
          onChange={(chosen) => setFilters({ filter: chosen.length > 0 ? chosen : undefined })}
        />
      </div>
    </Page>
  )
}

interface Picking {
  picked: ReadonlyMap<string, Hit>
  pick: (hit: Hit) => void
}

function useColumns(picking: Picking | undefined): Column<Hit>[] {
  const { t, formats, language } = useTexts()
  const nameOf = ({ name }: Hit) => name[language] || name.fr
  const box: Column<Hit> = {
    key: 'pick',
    header: '',
    leading: true,
    width: '32px',
    cell: (hit) => (
      <Checkbox
        size="xs"
        className={classes.pick}
        aria-label={t('catalog.pick', { name: nameOf(hit) })}
        checked={picking?.picked.has(hit.id) ?? false}
        onChange={() => picking?.pick(hit)}
      />
    ),
  }
  return [
    ...(picking ? [box] : []),
    {
      key: 'name',
      header: t('catalog.name'),
      cell: (hit) => (
        <span className={classes.name}>
          {hit.image ? (
            <img src={hit.image} alt="" width={28} height={28} loading="lazy" />
          ) : (
            <span className={classes.blank} aria-hidden />
          )}
          <span>{nameOf(hit)}</span>
        </span>
      ),
      csv: nameOf,
    },
    {
      key: 'state',
      header: t('catalog.state'),
      phone: 'hide',
      cell: ({ state }) => <StateTag state={state} />,
      csv: ({ state }) => t(`catalog.state.${state}`),
    },
    {
      key: 'sku',
      header: t('catalog.sku'),
      phone: 'hide',
      cell: ({ skus }) => (
        <span className={classes.short} title={skus.join(' ')}>
          {skus.length > 1 ? t('catalog.variants.n', { n: skus.length }) : (skus[0] ?? '–')}
        </span>
      ),
      csv: ({ skus }) => skus.join(' '),
    },
    {
      key: 'brand',
      header: t('catalog.brand'),
      phone: 'hide',
      cell: ({ brand }) => <span className={classes.short}>{brand}</span>,
      csv: ({ brand }) => brand,
    },
    {
      key: 'price',
      header: t('catalog.price'),
      align: 'end',
      cell: (hit) => <PriceText price={hit.price} from={hit.from} />,
      csv: ({ price }) => price && formats.money(price.amount, price.currency),
    },
    {
      key: 'changed',
      header: t('catalog.changed'),
      align: 'end',
      phone: 'hide',
      cell: ({ changedAt }) => <RelativeTime at={changedAt} />,
      csv: ({ changedAt }) => changedAt,
    },
  ]
}
