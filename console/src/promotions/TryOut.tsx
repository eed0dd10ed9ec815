import { ActionIcon, Checkbox, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconX } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type NewPromotion, TriedOut } from '../../../server/src/modules/promotions/contract.ts'
import { send } from '../api/client.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Refused } from '../ui/Refused.tsx'
import { CountField, MoneyField } from './fields.tsx'
import { AddButton } from './ListFields.tsx'
import { TriedQuote } from './TriedQuote.tsx'
import classes from './TryOut.module.css'

interface TryOutProps {
  draft: NewPromotion | undefined
  id: string | undefined
  currency: string
}

interface Row {
  readonly key: number
  readonly sku: string
  readonly category: string
  readonly unit: number
  readonly quantity: number
}

const beginning: readonly Row[] = [
  { key: 1, sku: 'A', category: '', unit: 2890, quantity: 2 },
  { key: 2, sku: 'B', category: '', unit: 1290, quantity: 1 },
]

/** A basket beside the promotion that is being written: what it comes to, and why or why not. */
export function TryOut({ draft, id, currency }: TryOutProps) {
  const { t } = useTexts()
  const [rows, setRows] = useState(beginning)
  const [delivery, setDelivery] = useState(490)
  const [code, setCode] = useState('')
  const [firstOrder, setFirstOrder] = useState(true)
  const asked = {
    ...{ draft, id, firstOrder, channel: 'web', codes: code.trim() ? [code.trim()] : [] },
    basket: {
      ...{ currency, pricesIncludeTax: true },
      lines: rows.map(({ key, sku, category, unit, quantity }) => ({
        ...{ id: String(key).padStart(4, '0'), sku: sku || `?${key}`, unit, quantity, vat: 2000 },
        categories: category ? [category] : [],
      })),
      delivery: [{ id: 'delivery', price: delivery, vat: 2000 }],
    },
  }
  const [settled] = useDebouncedValue(asked, 150)
  const { data, error } = useQuery({
    queryKey: ['promotions', 'try', settled],
    queryFn: ({ signal }) =>
      send('POST', '/api/promotions/try', settled, { answer: TriedOut, signal }),
    placeholderData: keepPreviousData,
    gcTime: 10_000,
  })
  const change = (key: number, said: Partial<Row>) =>
    setRows(rows.map((row) => (row.key === key ? { ...row, ...said } : row)))
  return (
    <aside className={classes.pane} aria-label={t('promotions.try')}>
      <h2 className={classes.title}>{t('promotions.try')}</h2>
      <p className={classes.quiet}>{t('promotions.try.hint')}</p>
      {rows.map((row) => (
        <div key={row.key} className={classes.row}>
          <TextInput
            size="xs"
            label={t('promotions.try.article')}
            value={row.sku}
            onChange={(event) => change(row.key, { sku: event.target.value })}
          />
          <TextInput
            size="xs"
            label={t('promotions.try.category')}
            list="category-codes"
            value={row.category}
            onChange={(event) => change(row.key, { category: event.target.value })}
          />
          <MoneyField
            label={t('promotions.try.unit')}
            value={row.unit}
            currency={currency}
            onChange={(unit) => change(row.key, { unit })}
          />
          <CountField
            label={t('promotions.try.quantity')}
            value={row.quantity}
            onChange={(quantity) => change(row.key, { quantity })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            disabled={rows.length === 1}
            aria-label={t('promotions.try.remove', { name: row.sku })}
            onClick={() => setRows(rows.filter(({ key }) => key !== row.key))}
          >
            <IconX size={14} stroke={1.6} />
          </ActionIcon>
        </div>
      ))}
      <AddButton
        onClick={() => {
          const key = Math.max(...rows.map((row) => row.key)) + 1
          setRows([...rows, { key, sku: '', category: '', unit: 1000, quantity: 1 }])
        }}
      >
        {t('promotions.try.add')}
      </AddButton>
      <div className={classes.terms}>
        <MoneyField
          label={t('promotions.try.delivery')}
          value={delivery}
          currency={currency}
          onChange={setDelivery}
        />
        <TextInput
          label={t('promotions.try.code')}
          value={code}
          autoComplete="off"
          onChange={(event) => setCode(event.target.value)}
        />
      </div>
      <Checkbox
        label={t('promotions.try.first')}
        checked={firstOrder}
        onChange={(event) => setFirstOrder(event.currentTarget.checked)}
      />
      <Refused error={error} />
      {data && <TriedQuote tried={data} />}
    </aside>
  )
}
