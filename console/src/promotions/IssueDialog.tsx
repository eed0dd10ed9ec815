import { Modal, NativeSelect } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { IssuedCard } from '../../../server/src/modules/promotions/gift-card-contract.ts'
import { send } from '../api/client.ts'
import { useSession } from '../app/session.ts'
import { useNow } from '../app/useNow.ts'
import { ToldOnce } from '../team/ToldOnce.tsx'
import { useTexts } from '../texts/TextsProvider.tsx'
import classes from '../ui/FormEnd.module.css'
import { FormEnd } from '../ui/FormEnd.tsx'
import { MoneyField } from './fields.tsx'
import { cardsKey } from './usePromotions.ts'

const lives = [12, 24, 36]
const rates = [2000, 1000, 550, 210]

/** An amount makes a card; its code is told once. */
export function IssueDialog({ onClose }: { onClose: () => void }) {
  const { t, formats } = useTexts()
  const { brand } = useSession()
  const now = useNow()
  const queries = useQueryClient()
  const [amount, setAmount] = useState(5000)
  const [rate, setRate] = useState('')
  const [months, setMonths] = useState('24')
  const issue = useMutation({
    mutationFn: () =>
      send(
        'POST',
        '/api/gift-cards',
        {
          ...{ amount, currency: brand.currency },
          ...(rate ? { purpose: 'single', vat: Number(rate) } : { purpose: 'multi' }),
          expiresAt: months ? inMonths(now, Number(months)) : null,
        },
        { answer: IssuedCard },
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: cardsKey }),
  })
  if (issue.data) {
    return (
      <ToldOnce
        title={t('promotions.cards.told')}
        text={t('promotions.cards.told.text')}
        secret={issue.data.code}
        done={t('promotions.cards.told.done')}
        onClose={onClose}
      />
    )
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    issue.mutate()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('promotions.cards.issue')}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <form onSubmit={submit} className={classes.fields}>
        <MoneyField
          label={t('promotions.cards.amount')}
          value={amount}
          min={1}
          currency={brand.currency}
          onChange={setAmount}
        />
        <NativeSelect
          label={t('promotions.cards.expiry')}
          value={months}
          data={[
            ...lives.map((count) => ({
              value: String(count),
              label: t('promotions.cards.expiry.months', { count }),
            })),
            { value: '', label: t('promotions.cards.expiry.never') },
          ]}
          onChange={(event) => setMonths(event.target.value)}
        />
        <NativeSelect
          label={t('promotions.cards.vat')}
          value={rate}
          data={[
            { value: '', label: t('promotions.cards.vat.multi') },
            ...rates.map((one) => ({
              value: String(one),
              label: t('promotions.cards.vat.single', { rate: formats.percent(one / 10_000) }),
            })),
          ]}
          onChange={(event) => setRate(event.target.value)}
        />
        <FormEnd
          action={t('promotions.cards.issue')}
          busy={issue.isPending}
          error={issue.error}
          disabled={amount < 1}
          onCancel={onClose}
        />
      </form>
    </Modal>
  )
}

function inMonths(now: Date, months: number): string {
  const end = new Date(now)
  end.setMonth(end.getMonth() + months)
  return end.toISOString()
}
