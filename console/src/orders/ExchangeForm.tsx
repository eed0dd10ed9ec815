import { Radio } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { z } from 'zod'
import { ExchangeQuote, OrderDetail } from '../../../server/src/modules/orders/team-contract.ts'
import { send } from '../api/client.ts'
import { ArticlesField, type ChosenArticle, itemsOf } from '../catalog/ArticlesField.tsx'
import { useTexts } from '../texts/TextsProvider.tsx'
import { DialogForm } from '../ui/DialogForm.tsx'
import { useNotify } from '../ui/Notices.tsx'
import { Refused } from '../ui/Refused.tsx'
import classes from './Orders.module.css'
import { ReturnedFields } from './ReturnedFields.tsx'
import { type OrderFormProps, ordersKey } from './useOrders.ts'
import { useReturned } from './useReturned.ts'

const Exchanged = z.object({ order: OrderDetail, exchanged: OrderDetail })

/** Something brought back for something else, both in one place; what differs in price is said before. */
export function ExchangeForm({ order, onClose }: OrderFormProps) {
  const { t } = useTexts()
  const { notify } = useNotify()
  const queries = useQueryClient()
  const returned = useReturned(order)
  const [articles, setArticles] = useState<ChosenArticle[]>([])
  const [takenAs, setTakenAs] = useState<string>('terminal')
  const body =
    returned.body && articles.length > 0
      ? { ...returned.body, items: itemsOf(articles) }
      : undefined
  const quote = useExchangeQuote(order.id, body)
  const deed = useMutation({
    mutationFn: (said: object) =>
      send('POST', `/api/orders/${order.id}/exchange`, said, { answer: Exchanged }),
    onSuccess: async ({ exchanged }) => {
      notify(t('orders.done.exchange', { number: exchanged.number }))
      onClose()
      await queries.invalidateQueries({ queryKey: [ordersKey] })
    },
  })
  return (
    <DialogForm
      deed={deed}
      ready={body !== undefined && quote.data !== undefined && !quote.error}
      save={t('orders.deed.exchange')}
      onSubmit={() => body && deed.mutate({ ...body, takenAs })}
      onClose={onClose}
    >
      <h3 className={classes.part}>{t('orders.exchange.back')}</h3>
      <ReturnedFields order={order} returned={returned} place={t('orders.exchange.place')} />
      <h3 className={classes.part}>{t('orders.exchange.instead')}</h3>
      <ArticlesField articles={articles} onChange={setArticles} />
      <Refused error={quote.error} />
      {body && quote.data && !quote.error && <Difference quote={quote.data} order={order} />}
      {quote.data && quote.data.toPay > 0 && (
        <Radio.Group label={t('orders.takenAs')} value={takenAs} onChange={setTakenAs}>
          <div className={classes.choices}>
            {(['terminal', 'cash'] as const).map((one) => (
              <Radio key={one} value={one} label={t(`orders.means.${one}`)} />
            ))}
          </div>
        </Radio.Group>
      )}
    </DialogForm>
  )
}

/** What it would come to, asked again whenever something else is said. */
function useExchangeQuote(id: string, body: object | undefined) {
  const [settled] = useDebouncedValue(body && JSON.stringify(body), 200)
  return useQuery({
    queryKey: [ordersKey, 'exchange', id, settled],
    queryFn: ({ signal }) =>
      send('POST', `/api/orders/${id}/exchange/quote`, JSON.parse(settled ?? '{}'), {
        answer: ExchangeQuote,
        signal,
      }),
    enabled: settled !== undefined,
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 10_000,
  })
}

function Difference({ quote, order }: { quote: ExchangeQuote; order: OrderDetail }) {
  const { t, formats } = useTexts()
  const money = (amount: number) => formats.money(amount, quote.currency)
  const paid = order.payments.filter(({ state }) => state === 'captured')
  const means = paid.map(({ card, means: by }) =>
    [t(`orders.means.${by as 'card' | 'gift-card' | 'in-shop'}`), card].filter(Boolean).join(' '),
  )
  return (
    <div role="status">
      <dl className={classes.sums}>
        <div>
          <dt>{t('orders.exchange.worth')}</dt>
          <dd>{money(quote.worth)}</dd>
        </div>
        <div>
          <dt>{t('orders.exchange.price')}</dt>
          <dd>{money(quote.price)}</dd>
        </div>
        <div data-total="true">
          <dt>{t(quote.toRefund > 0 ? 'orders.exchange.toRefund' : 'orders.exchange.toPay')}</dt>
          <dd>{money(quote.toRefund || quote.toPay)}</dd>
        </div>
      </dl>
      <p className={classes.hint}>
        {quote.toRefund > 0
          ? t('orders.exchange.refundedTo', { means: means.join(', ') || '–' })
          : quote.toPay > 0
            ? t('orders.exchange.paidHere')
            : t('orders.exchange.even')}
      </p>
    </div>
  )
}
