import type { ReactNode } from 'react'
import type { TriedOut } from '../../../server/src/modules/promotions/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import classes from './TryOut.module.css'
import { whyText } from './whyText.ts'

/** What the basket comes to, which promotions are given, and why the others are not. */
export function TriedQuote({ tried: { quote, names, draftId } }: { tried: TriedOut }) {
  const { t, formats } = useTexts()
  const { currency } = quote
  const money = (amount: number) => formats.money(amount, currency)
  const nameOf = (id: string | null) =>
    id === null ? '' : id === draftId ? t('promotions.try.this') : (names[id] ?? '')
  // The one that is being written is told first, then who was nearest to it.
  const not = quote.notApplied.toSorted(
    (one, other) => Number(other.promotionId === draftId) - Number(one.promotionId === draftId),
  )
  return (
    <div aria-live="polite">
      <dl className={classes.sums}>
        <Sum name={t('promotions.try.subtotal')}>{money(quote.subtotal)}</Sum>
        {quote.delivery.map(({ id, list }) => (
          <Sum key={id} name={t('promotions.try.delivery')}>
            {money(list)}
          </Sum>
        ))}
        {quote.applied.map(({ promotionId, amount, next }) => (
          <Sum key={promotionId} name={nameOf(promotionId)} own={promotionId === draftId}>
            −{money(amount)}
            {next && (
              <span className={classes.next}>
                {t('promotions.try.next', { missing: money(next.missing) })}
              </span>
            )}
          </Sum>
        ))}
        <Sum name={t('promotions.try.total')} total>
          {money(quote.gross)}
        </Sum>
        <Sum name={t('promotions.try.vat')}>{money(quote.vat)}</Sum>
      </dl>
      {not.length > 0 && (
        <>
          <h3 className={classes.subtitle}>{t('promotions.try.not')}</h3>
          <ul className={classes.reasons}>
            {not.map((no) => (
              <li key={`${no.promotionId} ${no.code}`} data-own={no.promotionId === draftId}>
                {no.promotionId && <span className={classes.who}>{nameOf(no.promotionId)}</span>}
                {whyText({ t, formats }, no, currency)}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}

interface SumProps {
  name: string
  own?: boolean
  total?: boolean
  children: ReactNode
}

function Sum({ name, own = false, total = false, children }: SumProps) {
  return (
    <div className={classes.sum} data-own={own} data-total={total}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
