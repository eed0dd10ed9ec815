import { ActionIcon, Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconX } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type NewPromotion, TriedOut } from '../../../server/src/modules/promotions/contract.ts'
import { send } from '../api/client.ts'
import { useNow } from '../app/useNow.ts'
import { ArticlePicker, type PickedArticle } from '../catalog/ArticlePicker.tsx'
import { useTexts } from '../texts/TextsProvider.tsx'
import { useNotify } from '../ui/Notices.tsx'
import { Refused } from '../ui/Refused.tsx'
import { CountField, MoneyField } from './fields.tsx'
import { TriedQuote } from './TriedQuote.tsx'
import classes from './TryOut.module.css'
import { type Tried, triedOf, useTriedArticles } from './useTriedArticles.ts'
import { useTriedDelivery } from './useTriedDelivery.ts'

interface TryOutProps {
  draft: NewPromotion | undefined
  id: string | undefined
  currency: string
}

/** A basket beside the promotion that is being written: what it comes to, and why or why not. */
export function TryOut({ draft, id, currency }: TryOutProps) {
  const { t, language } = useTexts()
  const { notifyProblem } = useNotify()
  const day = useNow().toISOString().slice(0, 10)
  const [articles, setArticles] = useTriedArticles(day)
  const delivery = useTriedDelivery(day)
  const [code, setCode] = useState('')
  const [firstOrder, setFirstOrder] = useState(true)
  const asked = {
    ...{ draft, id, firstOrder, channel: 'web', codes: code.trim() ? [code.trim()] : [] },
    basket: {
      ...{ currency, pricesIncludeTax: true },
      lines: articles.map(({ name: _, ...article }, at) => ({
        ...{ ...article, id: String(at).padStart(4, '0') },
      })),
      delivery: [{ id: 'delivery', price: delivery.fee, vat: delivery.vat }],
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
  const change = (sku: string, said: Partial<Tried>) =>
    setArticles(articles.map((one) => (one.sku === sku ? { ...one, ...said } : one)))
  const add = async ({ sku, name, product }: PickedArticle) => {
    const there = articles.find((one) => one.sku === sku)
    if (there) return change(sku, { quantity: there.quantity + 1 })
    setArticles([...articles, await triedOf({ sku, name, hit: product }, day)])
  }
  return (
    <aside className={classes.pane} aria-label={t('promotions.try')}>
      <h2 className={classes.title}>{t('promotions.try')}</h2>
      <p className={classes.quiet}>{t('promotions.try.hint')}</p>
      {articles.map(({ sku, name, unit, quantity }) => (
        <div key={sku} className={classes.row}>
          <span className={classes.article}>
            {name}
            <span className={classes.who}>{sku}</span>
          </span>
          <MoneyField
            label={t('promotions.try.unit')}
            value={unit}
            currency={currency}
            onChange={(next) => change(sku, { unit: next })}
          />
          <CountField
            label={t('promotions.try.quantity')}
            value={quantity}
            onChange={(next) => change(sku, { quantity: next })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={t('promotions.try.remove', { name })}
            onClick={() => setArticles(articles.filter((one) => one.sku !== sku))}
          >
            <IconX size={14} stroke={1.6} />
          </ActionIcon>
        </div>
      ))}
      <ArticlePicker
        label={t('promotions.try.add')}
        onPick={(picked) => void add(picked).catch(notifyProblem)}
      />
      <div className={classes.terms}>
        <NativeSelect
          label={t('promotions.try.delivery')}
          value={delivery.option?.code ?? ''}
          data={delivery.options.map(({ code: value, name }) => ({ value, label: name[language] }))}
          onChange={(event) => delivery.choose(event.target.value)}
        />
        <MoneyField
          label={t('promotions.try.fee')}
          value={delivery.fee}
          currency={currency}
          onChange={delivery.setFee}
        />
      </div>
      <TextInput
        className={classes.code}
        label={t('promotions.try.code')}
        value={code}
        autoComplete="off"
        onChange={(event) => setCode(event.target.value)}
      />
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
