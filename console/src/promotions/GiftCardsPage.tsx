import { Button } from '@mantine/core'
import { IconGift } from '@tabler/icons-react'
import { useState } from 'react'
import { z } from 'zod'
import {
  type GiftCard,
  GiftCardPage,
} from '../../../server/src/modules/promotions/gift-card-contract.ts'
import { get } from '../api/client.ts'
import { useList } from '../api/useList.ts'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import type { Column } from '../ui/column.ts'
import { DataTable } from '../ui/DataTable.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Page } from '../ui/Page.tsx'
import { SearchField } from '../ui/SearchField.tsx'
import { useFilters } from '../ui/useFilters.ts'
import { CardState } from './CardState.tsx'
import { GiftCardDetail } from './GiftCardDetail.tsx'
import classes from './GiftCards.module.css'
import { IssueDialog } from './IssueDialog.tsx'
import { PromotionsTabs } from './PromotionsTabs.tsx'
import { cardsKey } from './usePromotions.ts'

const Filters = z.object({
  tail: z.string().max(8).optional().catch(undefined),
  card: z.uuid().optional().catch(undefined),
})

/** Every gift card, what is left on it, and what the brand owes in all. */
export function GiftCardsPage() {
  const { t, formats } = useTexts()
  const can = useCan()
  const [{ tail, card }, setFilters] = useFilters(Filters)
  const [issuing, setIssuing] = useState(false)
  const [owed, setOwed] = useState<{ currency: string; amount: number }[]>([])
  const list = useList({
    key: [...cardsKey, tail],
    load: async (before, signal) => {
      const query = { tail, before }
      const page = await get('/api/gift-cards', { answer: GiftCardPage, query, signal })
      setOwed(page.owed)
      return page
    },
    rows: (page) => page.cards,
    next: (page) => page.next,
  })
  const columns = useColumns()
  const amounts = owed.map(({ amount, currency }) => formats.money(amount, currency))
  const issue = can('promotions:write') && (
    <Button onClick={() => setIssuing(true)}>{t('promotions.cards.issue')}</Button>
  )
  return (
    <Page
      title={t('promotions.cards.title')}
      answer={amounts.length > 0 && t('promotions.cards.answer', { amount: amounts.join(' + ') })}
      actions={issue}
    >
      <PromotionsTabs />
      <div className={classes.beside} data-open={card !== undefined}>
        <DataTable
          label={t('promotions.cards.title')}
          list={list}
          columns={card ? columns.filter(({ key }) => !beside.has(key)) : columns}
          rowKey={({ id }) => id}
          openKey={card}
          target={{ open: ({ id }) => setFilters({ card: id === card ? undefined : id }) }}
          onClearFilters={tail ? () => setFilters({ tail: undefined }) : undefined}
          tools={
            <SearchField
              placeholder={t('promotions.cards.search')}
              value={tail}
              onChange={(said) => setFilters({ tail: said })}
            />
          }
          empty={
            <EmptyState
              icon={<IconGift size={28} stroke={1.4} />}
              title={t('promotions.cards.empty.title')}
              action={issue}
            >
              {t('promotions.cards.empty.text')}
            </EmptyState>
          }
        />
        {card && <GiftCardDetail id={card} onClose={() => setFilters({ card: undefined })} />}
      </div>
      {issuing && <IssueDialog onClose={() => setIssuing(false)} />}
    </Page>
  )
}

/** What the open card says itself. */
const beside = new Set(['purpose', 'expires', 'issued'])

function useColumns(): Column<GiftCard>[] {
  const { t, formats } = useTexts()
  const expiry = ({ expiresAt }: GiftCard) =>
    expiresAt ? formats.date(expiresAt) : t('promotions.cards.never')
  return [
    {
      key: 'card',
      header: t('promotions.cards.card'),
      cell: ({ tail }) => (
        <span className={classes.code}>{t('promotions.cards.tail', { tail })}</span>
      ),
      csv: ({ tail }) => tail,
    },
    {
      key: 'state',
      header: t('promotions.cards.state'),
      cell: (card) => <CardState card={card} />,
    },
    {
      key: 'purpose',
      header: t('promotions.cards.purpose'),
      phone: 'hide',
      cell: ({ vat }) =>
        vat === null
          ? t('promotions.cards.purpose.multi')
          : t('promotions.cards.purpose.single', { rate: formats.percent(vat / 10_000) }),
    },
    {
      key: 'issued',
      header: t('promotions.cards.issued'),
      phone: 'hide',
      cell: ({ issuedAt }) => formats.date(issuedAt),
      csv: ({ issuedAt }) => issuedAt,
    },
    {
      key: 'expires',
      header: t('promotions.cards.expires'),
      phone: 'hide',
      cell: expiry,
      csv: ({ expiresAt }) => expiresAt,
    },
    {
      key: 'face',
      header: t('promotions.cards.face'),
      align: 'end',
      phone: 'hide',
      cell: ({ face, currency }) => formats.money(face, currency),
      csv: ({ face }) => face / 100,
    },
    {
      key: 'balance',
      header: t('promotions.cards.balance'),
      align: 'end',
      cell: ({ balance, currency }) => formats.money(balance, currency),
      csv: ({ balance }) => balance / 100,
    },
  ]
}
