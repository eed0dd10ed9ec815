import { NumberInput, Radio, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { EditQuote, type OrderDetail } from '../../../server/src/modules/orders/team-contract.ts'
import { send } from '../api/client.ts'
import { ArticlesField, type ChosenArticle, itemsOf } from '../catalog/ArticlesField.tsx'
import { useTexts } from '../texts/TextsProvider.tsx'
import { DialogForm } from '../ui/DialogForm.tsx'
import { Refused } from '../ui/Refused.tsx'
import classes from './Orders.module.css'
import { type OrderFormProps, ordersKey, useOrderDeed } from './useOrders.ts'

const means = ['card', 'in-shop', 'gift-card'] as const

/** Changes what an order is of, before any of it leaves; what that costs is said before it is done. */
export function EditForm({ order, onClose }: OrderFormProps) {
  const { t } = useTexts()
  const [wanted, setWanted] = useState<Readonly<Record<string, number>>>({})
  const [articles, setArticles] = useState<ChosenArticle[]>([])
  const [by, setBy] = useState<(typeof means)[number]>('card')
  const [code, setCode] = useState('')
  const deed = useOrderDeed(order.id, onClose)
  const lines = order.lines.flatMap(({ id, quantity }) => {
    const now = wanted[id] ?? quantity
    return now === quantity ? [] : [{ lineId: id, quantity: now }]
  })
  const said = { lines, add: itemsOf(articles) }
  const isSaid = lines.length > 0 || articles.length > 0
  const quote = useEditQuote(order.id, isSaid ? said : undefined)
  const more = quote.data && !quote.error ? quote.data.after - quote.data.before : 0
  const payWith = by === 'gift-card' ? { means: by, code: code.trim() } : { means: by }
  const atCounter = isPaidInShop(order)
  const asks = more > 0 && !atCounter
  const waits = asks && by === 'card'
  return (
    <DialogForm
      deed={deed}
      ready={
        isSaid &&
        quote.data !== undefined &&
        !quote.error &&
        (!asks || by !== 'gift-card' || code.trim().length >= 4)
      }
      save={t(waits ? 'orders.edit.ask' : 'orders.deed.edit')}
      onSubmit={() =>
        deed.mutate({
          path: 'edit',
          body: { ...said, ...(asks && { payWith }) },
          done: t(waits ? 'orders.done.edit.asked' : 'orders.done.edit'),
        })
      }
      onClose={onClose}
    >
      <ul className={classes.list}>
        {order.lines.map(({ id, name, variant, quantity }) => (
          <li key={id}>
            <NumberInput
              label={[name, ...Object.values(variant)].join(', ')}
              min={0}
              max={9999}
              allowDecimal={false}
              value={wanted[id] ?? quantity}
              onChange={(value) => setWanted({ ...wanted, [id]: Number(value) || 0 })}
            />
          </li>
        ))}
      </ul>
      <ArticlesField articles={articles} onChange={setArticles} />
      <Refused error={quote.error} />
      {isSaid && quote.data && !quote.error && <Sums quote={quote.data} atCounter={atCounter} />}
      {asks && (
        <Radio.Group
          label={t('orders.edit.payWith')}
          value={by}
          onChange={(chosen) => setBy(means.find((one) => one === chosen) ?? 'card')}
        >
          <div className={classes.choices}>
            {means.map((one) => (
              <Radio
                key={one}
                value={one}
                label={t(`orders.means.${one}`)}
                description={t(`orders.edit.payWith.${one}`)}
              />
            ))}
          </div>
        </Radio.Group>
      )}
      {asks && by === 'gift-card' && (
        <TextInput
          required
          label={t('orders.edit.code')}
          maxLength={60}
          autoComplete="off"
          value={code}
          onChange={(event) => setCode(event.target.value)}
        />
      )}
    </DialogForm>
  )
}

/** What it would cost, asked again whenever something else is said. */
function useEditQuote(id: string, said: object | undefined) {
  const [settled] = useDebouncedValue(said && JSON.stringify(said), 200)
  return useQuery({
    queryKey: [ordersKey, 'edit', id, settled],
    queryFn: ({ signal }) =>
      send('POST', `/api/orders/${id}/edit/quote`, JSON.parse(settled ?? '{}'), {
        answer: EditQuote,
        signal,
      }),
    enabled: settled !== undefined,
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 10_000,
  })
}

/** Nothing of it was paid yet: the shop takes it with the goods, whatever it comes to. */
const isPaidInShop = ({ payments }: OrderDetail) => {
  const live = payments.filter(({ state }) => state !== 'cancelled' && state !== 'failed')
  return live.length === 1 && live[0]?.means === 'in-shop' && live[0].state === 'pending'
}

function Sums({
  quote: { currency, before, after },
  atCounter,
}: {
  quote: EditQuote
  atCounter: boolean
}) {
  const { t, formats } = useTexts()
  const money = (amount: number) => formats.money(amount, currency)
  return (
    <div role="status">
      <dl className={classes.sums}>
        <div>
          <dt>{t('orders.edit.before')}</dt>
          <dd>{money(before)}</dd>
        </div>
        <div>
          <dt>{t(atCounter ? 'orders.edit.atCounter' : 'orders.edit.after')}</dt>
          <dd>{money(after)}</dd>
        </div>
        {!atCounter && (
          <div data-total="true">
            <dt>{t(after < before ? 'orders.exchange.toRefund' : 'orders.exchange.toPay')}</dt>
            <dd>{money(Math.abs(after - before))}</dd>
          </div>
        )}
      </dl>
    </div>
  )
}
