import type {
  ArticlePrices,
  PriceLine,
} from '../../../server/src/modules/catalog/price-contract.ts'
import { useNow } from '../app/useNow.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Panel } from '../ui/Panel.tsx'
import { DateTime } from '../ui/times.tsx'
import classes from './Product.module.css'
import { useArticlePrices, usePriceLists } from './useCatalog.ts'

/** What is asked now and why, what was asked, and what is planned. */
export function PricesPanel({ id }: { id: string }) {
  const { t } = useTexts()
  const prices = useArticlePrices(id)
  const articles = prices.data ?? []
  return (
    <Panel title={t('catalog.prices')} error={prices.error} isLoading={prices.isPending}>
      {articles.map((article) => (
        <Article key={article.sku} article={article} isAlone={articles.length === 1} />
      ))}
    </Panel>
  )
}

function Article({ article, isAlone }: { article: ArticlePrices; isAlone: boolean }) {
  const { t } = useTexts()
  const { sku, lines } = article
  const now = useNow()
  const current = lines.filter(({ endsAt }) => endsAt === null || new Date(endsAt) > now)
  const past = lines.filter((line) => !current.includes(line))
  return (
    <div>
      {!isAlone && <strong className={classes.quiet}>{sku}</strong>}
      <Why article={article} />
      <Lines lines={current} />
      {past.length > 0 && (
        <details>
          <summary className={classes.quiet}>
            {t('catalog.prices.past', { n: past.length })}
          </summary>
          <Lines lines={past} past />
        </details>
      )}
    </div>
  )
}

function useListName() {
  const { language } = useTexts()
  const lists = usePriceLists()
  return (code: string) => {
    const name = lists.data?.find((one) => one.code === code)?.name
    return name ? name[language] || name.fr : code
  }
}

function Why({ article: { asked } }: { article: ArticlePrices }) {
  const { t, formats } = useTexts()
  const nameOf = useListName()
  if (!asked) return <p className={classes.why}>{t('catalog.why.none')}</p>
  const money = (amount: number) => formats.money(amount, asked.currency)
  return (
    <p className={classes.why}>
      {t('catalog.why', {
        ...{ price: money(asked.amount), list: nameOf(asked.list) },
        tax: asked.includesTax ? 'with' : 'without',
      })}
      {asked.compareAt !== null && ` ${t('catalog.why.prior', { price: money(asked.compareAt) })}`}
      {asked.others.length > 0 &&
        ` ${t('catalog.why.others', {
          others: asked.others
            .map(({ list, amount }) => `${nameOf(list)} ${money(amount)}`)
            .join(', '),
        })}`}
    </p>
  )
}

function Lines({ lines, past = false }: { lines: readonly PriceLine[]; past?: boolean }) {
  const { formats } = useTexts()
  const nameOf = useListName()
  const lists = usePriceLists()
  const currencyOf = (code: string) => lists.data?.find((one) => one.code === code)?.currency
  return (
    <table className={classes.lines}>
      <tbody>
        {lines.map(({ list, amount, beginsAt, endsAt }) => (
          <tr key={`${list}${beginsAt}`} data-past={past}>
            <th scope="row">{nameOf(list)}</th>
            <td>
              <DateTime at={beginsAt} />
              {endsAt && (
                <>
                  {' → '}
                  <DateTime at={endsAt} />
                </>
              )}
            </td>
            <td>{formats.money(amount, currencyOf(list))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
