import { IconBuildingStore, IconPlus } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { z } from 'zod'
import { type LocationNow, Service } from '../../../server/src/modules/shops/contract.ts'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import type { Column } from '../ui/column.ts'
import { DataTable } from '../ui/DataTable.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { FilterChips } from '../ui/FilterChips.tsx'
import { fixedList } from '../ui/fixedList.ts'
import { LinkButton } from '../ui/LinkButton.tsx'
import { Page } from '../ui/Page.tsx'
import { SearchField } from '../ui/SearchField.tsx'
import { Tag } from '../ui/Tag.tsx'
import { useFilters } from '../ui/useFilters.ts'
import { OpenNow } from './OpenNow.tsx'
import classes from './Shops.module.css'
import { ShopsMap } from './ShopsMap.tsx'
import { useShops } from './useShops.ts'

const Filters = z.object({
  q: z.string().optional().catch(undefined),
  service: Service.optional().catch(undefined),
})

/** Where the brand is, what each place does for customers, and whether it is open now. */
export function ShopsPage() {
  const { t } = useTexts()
  const can = useCan()
  const navigate = useNavigate()
  const [{ q, service }, setFilters] = useFilters(Filters)
  const shops = useShops()
  const shown = (shops.data ?? []).filter(
    (shop) =>
      (!service || shop.services.includes(service)) &&
      (!q || plain(textOf(shop)).includes(plain(q))),
  )
  const open = (shops.data ?? []).filter(
    ({ kind, active, now }) => kind === 'shop' && active && now.open,
  )
  return (
    <Page
      title={t('shops.title')}
      answer={
        shops.data &&
        t('shops.answer', {
          n: shops.data.filter(({ kind }) => kind === 'shop').length,
          open: open.length,
        })
      }
      actions={
        can('catalog:write') && (
          <LinkButton to="/shops/new" leftSection={<IconPlus size={16} />}>
            {t('shops.new')}
          </LinkButton>
        )
      }
    >
      <div className={classes.columns}>
        <DataTable
          label={t('shops.title')}
          list={fixedList(shops.data && shown, shops)}
          columns={useColumns()}
          rowKey={({ id }) => id}
          target={{ to: '/shops/$id', params: ({ id }) => ({ id }) }}
          onClearFilters={
            q || service ? () => setFilters({ q: undefined, service: undefined }) : undefined
          }
          tools={
            <>
              <SearchField
                value={q}
                onChange={(said) => setFilters({ q: said })}
                placeholder={t('shops.search')}
              />
              <FilterChips
                label={t('shops.services')}
                value={service}
                onChange={(value) => setFilters({ service: value })}
                options={Service.options.map((value) => ({
                  value,
                  label: t(`shops.service.${value}`),
                }))}
              />
            </>
          }
          empty={
            <EmptyState
              icon={<IconBuildingStore size={28} stroke={1.4} />}
              title={t('shops.empty.title')}
              action={
                can('catalog:write') && <LinkButton to="/shops/new">{t('shops.new')}</LinkButton>
              }
            >
              {t('shops.empty.text')}
            </EmptyState>
          }
        />
        <ShopsMap shops={shown} onOpen={(id) => navigate({ to: '/shops/$id', params: { id } })} />
      </div>
    </Page>
  )
}

const textOf = ({ name, code, zone, address }: LocationNow) =>
  [name, code, zone, address.city, address.postalCode].join(' ')
const plain = (text: string) => text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '')

function useColumns(): Column<LocationNow>[] {
  const { t } = useTexts()
  const services = (shop: LocationNow) =>
    shop.services.map((service) => t(`shops.service.${service}`)).join(', ')
  return [
    { key: 'name', header: t('shops.name'), cell: ({ name }) => name, csv: ({ name }) => name },
    {
      key: 'now',
      header: t('shops.now'),
      cell: ({ active, kind, now, timeZone }) =>
        !active ? (
          <Tag tone="warn">{t('shops.inactive')}</Tag>
        ) : kind === 'warehouse' ? (
          <Tag>{t('shops.kind.warehouse')}</Tag>
        ) : (
          <OpenNow now={now} timeZone={timeZone} />
        ),
      csv: ({ now }) => t(now.open ? 'shops.open' : 'shops.closed'),
    },
    {
      key: 'city',
      header: t('shops.city'),
      phone: 'hide',
      cell: ({ address }) => `${address.postalCode} ${address.city}`,
      csv: ({ address }) => address.city,
    },
    {
      key: 'zone',
      header: t('shops.zone'),
      phone: 'hide',
      cell: ({ zone }) => zone,
      csv: ({ zone }) => zone,
    },
    { key: 'services', header: t('shops.services'), phone: 'hide', cell: services, csv: services },
  ]
}
