import { useQuery } from '@tanstack/react-query'
import type { ReceiptDetail } from '../../../server/src/modules/till/contract.ts'
import type { Language } from '../texts/catalogue.ts'
import { formatsFor } from '../texts/formats.ts'
import { loadCatalogue } from '../texts/load.ts'
import { translator } from '../texts/translator.ts'
import classes from './Till.module.css'

interface PaperProps {
  receipt: ReceiptDetail
  language: Language
  /** Which copy it is; null while it is only looked at. */
  copy: number | null
}

/** A receipt as it is handed out, in the language of whoever gets it and by the clock of its shop. */
export function Paper({ receipt, language, copy }: PaperProps) {
  const { data: catalogue } = useQuery({
    queryKey: ['texts', language],
    queryFn: () => loadCatalogue(language),
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (!catalogue) return <div className={classes.paper} aria-busy="true" />
  const t = translator(language, catalogue)
  const { currency, place, taxes, payments } = receipt
  const formats = formatsFor(language, { timeZone: place.timeZone, currency })
  const money = (amount: number) => formats.money(amount, currency)
  const isRefund = receipt.kind === 'refund'
  const nameOf = ({ name, sku, kind }: ReceiptDetail['lines'][number]) =>
    kind === 'article' ? (name?.[language] ?? sku) : (name?.[language] ?? t(`till.paper.${kind}`))
  return (
    <article className={classes.paper} lang={language} aria-label={t('till.one')}>
      <header>
        <strong className={classes.brand}>{receipt.brand}</strong>
        <span>{place.name}</span>
        <span>{place.address.street}</span>
        <span>
          {place.address.postalCode} {place.address.city}
        </span>
      </header>
      {copy !== null && copy > 0 && (
        <p className={classes.duplicate}>{t('till.paper.duplicate', { copy: String(copy) })}</p>
      )}
      <p>
        {t('till.paper.number', { number: String(receipt.number), till: receipt.till })}
        <br />
        {formats.dateTime(receipt.at)}
        {isRefund && (
          <>
            <br />
            <strong>{t('till.paper.refund')}</strong>
          </>
        )}
      </p>
      <ul className={classes.goods}>
        {receipt.lines.map((line, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a receipt never change
          <li key={at}>
            <span>
              {line.kind === 'article' && `${formats.count(line.quantity)} × `}
              {nameOf(line)}
            </span>
            <span>{money(line.gross)}</span>
          </li>
        ))}
      </ul>
      <p className={classes.sum}>
        <strong>{t(isRefund ? 'till.paper.refunded' : 'till.paper.total')}</strong>
        <strong>{money(receipt.total)}</strong>
      </p>
      <ul className={classes.goods}>
        {payments.map(({ means, amount }) => (
          <li key={means}>
            <span>{t(`till.means.${means}`)}</span>
            <span>{money(amount)}</span>
          </li>
        ))}
      </ul>
      <table>
        <thead>
          <tr>
            <td />
            <th>{t('till.paper.net')}</th>
            <th>{t('till.paper.vat')}</th>
            <th>{t('till.paper.gross')}</th>
          </tr>
        </thead>
        <tbody>
          {taxes.map(({ rate, net, vat }) => (
            <tr key={rate}>
              <th>{t('till.paper.rate', { rate: formats.percent(rate / 10_000) })}</th>
              <td>{money(net)}</td>
              <td>{money(vat)}</td>
              <td>{money(net + vat)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <footer>
        {receipt.orderNumber && (
          <span>{t('till.paper.order', { number: receipt.orderNumber })}</span>
        )}
        {receipt.byName && <span>{t('till.paper.by', { name: receipt.byName })}</span>}
        <span className={classes.sealed}>
          {t('till.paper.hash', { hash: receipt.hash.slice(0, 16) })}
        </span>
      </footer>
    </article>
  )
}
