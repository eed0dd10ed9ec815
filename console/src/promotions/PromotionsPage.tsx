import { IconDiscount2 } from '@tabler/icons-react'
import type { Promotion } from '../../../server/src/modules/promotions/contract.ts'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import type { Column } from '../ui/column.ts'
import { DataTable } from '../ui/DataTable.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { fixedList } from '../ui/fixedList.ts'
import { LinkButton } from '../ui/LinkButton.tsx'
import { Page } from '../ui/Page.tsx'
import { PromotionState } from './PromotionState.tsx'
import classes from './Promotions.module.css'
import { PromotionsTabs } from './PromotionsTabs.tsx'
import { effectText, whenTexts } from './promotionText.ts'
import { usePromotions } from './usePromotions.ts'
import { useWords } from './useWords.ts'

/** Every promotion as it reads, whether it is given now, and what it has given. */
export function PromotionsPage() {
  const { t, formats } = useTexts()
  const can = useCan()
  const query = usePromotions()
  const promotions = query.data?.promotions
  const active = promotions?.filter(({ state }) => state === 'active').length ?? 0
  const given = promotions?.reduce((sum, { spent }) => sum + spent, 0) ?? 0
  return (
    <Page
      title={t('promotions.title')}
      answer={
        promotions &&
        promotions.length > 0 &&
        t('promotions.answer', { active, given: formats.roundMoney(given) })
      }
      actions={
        can('promotions:write') && (
          <LinkButton to="/promotions/new">{t('promotions.new')}</LinkButton>
        )
      }
    >
      <PromotionsTabs />
      <DataTable
        label={t('promotions.title')}
        list={fixedList(promotions, query)}
        columns={useColumns(promotions)}
        rowKey={({ id }) => id}
        target={{ to: '/promotions/$id', params: ({ id }) => ({ id }) }}
        empty={
          <EmptyState
            icon={<IconDiscount2 size={28} stroke={1.4} />}
            title={t('promotions.empty.title')}
          >
            {t('promotions.empty.text')}
          </EmptyState>
        }
      />
    </Page>
  )
}

function useColumns(promotions: readonly Promotion[] | undefined): Column<Promotion>[] {
  const { t, formats } = useTexts()
  const words = useWords(promotions)
  const reads = (one: Promotion) =>
    [effectText(words, one.effect, one.currency), ...whenTexts(words, one)].join(' · ')
  return [
    {
      key: 'name',
      header: t('promotions.name'),
      cell: (one) => (
        <>
          <span className={classes.name}>{one.name}</span>
          <span className={classes.reads}>{reads(one)}</span>
        </>
      ),
      csv: (one) => `${one.name} : ${reads(one)}`,
    },
    {
      key: 'state',
      header: t('promotions.state'),
      cell: (one) => <PromotionState promotion={one} />,
      csv: ({ state }) => t(`promotions.state.${state}`),
    },
    {
      key: 'uses',
      header: t('promotions.uses'),
      align: 'end',
      phone: 'hide',
      cell: ({ uses, limits }) =>
        limits.total
          ? `${formats.count(uses)} / ${formats.count(limits.total)}`
          : formats.count(uses),
      csv: ({ uses }) => uses,
    },
    {
      key: 'given',
      header: t('promotions.given'),
      align: 'end',
      phone: 'hide',
      cell: ({ spent, currency }) => formats.money(spent, currency),
      csv: ({ spent }) => spent / 100,
    },
  ]
}
