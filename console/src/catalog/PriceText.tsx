import type { Price } from '../../../server/src/modules/catalog/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import classes from './ProductsPage.module.css'

/** What is asked, and beside a reduced price the lowest of the thirty days before. */
export function PriceText({ price, from = false }: { price: Price | null; from?: boolean }) {
  const { t, formats } = useTexts()
  if (!price) return <>–</>
  const { amount, currency, compareAt } = price
  const text = formats.money(amount, currency)
  return (
    <>
      {compareAt !== undefined && (
        <span className={classes.was} title={t('catalog.prior')}>
          {formats.money(compareAt, currency)}
        </span>
      )}
      {from ? t('catalog.from', { price: text }) : text}
    </>
  )
}
