import { Button, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { z } from 'zod'
import { Texts } from '../../../server/src/modules/catalog/contract.ts'
import type { PriceList } from '../../../server/src/modules/catalog/price-contract.ts'
import { get, send } from '../api/client.ts'
import { useList } from '../api/useList.ts'
import { useCan } from '../app/session.ts'
import { minorPerMajor } from '../texts/formats.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Panel } from '../ui/Panel.tsx'
import { Refused } from '../ui/Refused.tsx'
import { SearchField } from '../ui/SearchField.tsx'
import { ArticlePicker, type PickedArticle } from './ArticlePicker.tsx'
import { minorOf } from './productDraft.ts'
import classes from './Structure.module.css'
import { useReadAgain } from './useCatalog.ts'

const Listed = z.object({
  prices: z.array(
    z.object({ sku: z.string(), productId: z.string(), name: Texts, amount: z.int() }),
  ),
  next: z.string().nullable(),
})

/** What stands in a list; a price is changed where it stands, and one is added by looking for its article. */
export function PriceListPanel({ list }: { list: PriceList }) {
  const { t, language } = useTexts()
  const can = useCan()
  const readAgain = useReadAgain()
  const [q, setQ] = useState<string>()
  const prices = useList({
    key: ['catalog', 'price-lists', list.code, q],
    load: (after, signal) =>
      get(`/api/catalog/price-lists/${list.code}/prices`, {
        ...{ answer: Listed, query: { q, after }, signal },
      }),
    rows: (page) => page.prices,
    next: (page) => page.next,
  })
  const set = useMutation({
    mutationFn: ({ sku, amount }: { sku: string; amount: number | null }) =>
      send('PUT', '/api/catalog/prices', { prices: [{ list: list.code, sku, amount }] }),
    onSuccess: readAgain,
  })
  const end = useMutation({
    mutationFn: () =>
      send('PUT', `/api/catalog/price-lists/${list.code}`, {
        ...{ name: list.name, beginsAt: list.beginsAt, endsAt: 'now' },
      }),
    onSuccess: readAgain,
  })
  const mayWrite = can('catalog:write') && list.state !== 'over'
  return (
    <Panel title={list.name[language] || list.name.fr} error={prices.error}>
      <div className={classes.tools}>
        <SearchField value={q} onChange={setQ} placeholder={t('catalog.search')} />
        {mayWrite && list.state === 'running' && list.reduction && (
          <Button
            size="compact-sm"
            variant="default"
            loading={end.isPending}
            onClick={() => end.mutate()}
          >
            {t('catalog.lists.end')}
          </Button>
        )}
      </div>
      <Refused error={set.error ?? end.error} />
      <table className={classes.prices}>
        <tbody>
          {prices.rows.map((row) => (
            <tr key={row.sku}>
              <th scope="row">
                <Link to="/products/$id" params={{ id: row.productId }}>
                  {row.name[language] || row.name.fr}
                </Link>
                <span className={classes.quiet}> {row.sku}</span>
              </th>
              <td>
                <Amount
                  key={row.amount}
                  label={`${t('catalog.price')}, ${row.sku}`}
                  minor={row.amount}
                  currency={list.currency}
                  disabled={!mayWrite}
                  onChange={(amount) => set.mutate({ sku: row.sku, amount })}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {!prices.isLoading && prices.rows.length === 0 && (
        <p className={classes.quiet}>{t('catalog.lists.none')}</p>
      )}
      {prices.hasMore && (
        <Button size="compact-sm" variant="default" onClick={prices.loadMore}>
          {t('ui.table.more')}
        </Button>
      )}
      {mayWrite && <AddPrice list={list} onAdd={(sku, amount) => set.mutate({ sku, amount })} />}
    </Panel>
  )
}

interface AmountProps {
  label: string
  minor: number
  currency: string
  disabled: boolean
  onChange: (amount: number) => void
}

/** An amount that is changed where it stands, when one leaves it or presses Enter. */
function Amount({ label, minor, currency, disabled, onChange }: AmountProps) {
  const { language } = useTexts()
  const per = minorPerMajor(currency)
  const plain = (minor / per).toFixed(per === 1 ? 0 : 2)
  const [text, setText] = useState(language === 'fr' ? plain.replace('.', ',') : plain)
  const typed = minorOf(text, per)
  const tell = () => {
    if (typed !== undefined && typed !== minor) onChange(typed)
  }
  return (
    <TextInput
      size="xs"
      className={classes.amount}
      aria-label={label}
      inputMode="decimal"
      disabled={disabled}
      error={typed === undefined}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onBlur={tell}
      onKeyDown={(event) => {
        if (event.key === 'Enter') tell()
      }}
    />
  )
}

function AddPrice({
  list,
  onAdd,
}: {
  list: PriceList
  onAdd: (sku: string, amount: number) => void
}) {
  const { t } = useTexts()
  const [article, setArticle] = useState<PickedArticle>()
  const [price, setPrice] = useState('')
  const amount = minorOf(price, minorPerMajor(list.currency))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!article || amount === undefined) return
    onAdd(article.sku, amount)
    setArticle(undefined)
    setPrice('')
  }
  return (
    <form onSubmit={submit}>
      <ArticlePicker label={t('catalog.lists.article')} onPick={setArticle} />
      {article && (
        <div className={classes.add}>
          <span>
            {article.name} <span className={classes.quiet}>{article.sku}</span>
          </span>
          <TextInput
            data-autofocus
            size="xs"
            label={t('catalog.price')}
            inputMode="decimal"
            value={price}
            onChange={(event) => setPrice(event.target.value)}
          />
          <Button type="submit" size="xs" variant="default" disabled={amount === undefined}>
            {t('catalog.lists.add')}
          </Button>
        </div>
      )}
    </form>
  )
}
