import type { OrderDetail } from '../../../server/src/modules/orders/team-contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { DateTime } from '../ui/times.tsx'
import classes from './Orders.module.css'

const known = [
  'placed',
  'confirmed',
  'refused',
  'cancelled',
  'expired',
  'edited',
  'change-proposed',
  'change-refused',
  'change-lapsed',
  'change-replaced',
  'preparing',
  'sent-to-shop',
  'in-shop',
  'in-shop-in-part',
  'short',
  'ready',
  'shipped',
  'taken-back',
  'handed-over',
  'return-requested',
  'returned',
  'exchanged',
  'refunded',
  'payment-pending',
  'payment-authorised',
  'payment-captured',
  'payment-failed',
  'payment-cancelled',
  'payment-unknown',
  'refund-done',
  'refund-failed',
] as const

/** Everything that happened to an order, and who did it; the newest first. */
export function HistoryPanel({ history }: { history: OrderDetail['history'] }) {
  const { t } = useTexts()
  return (
    <ol className={classes.history}>
      {history.toReversed().map((step) => {
        const what = known.find((one) => one === step.what)
        return (
          <li key={`${step.at} ${step.what}`}>
            <DateTime at={step.at} />
            <span>{what ? t(`orders.step.${what}`) : step.what}</span>
            <span className={classes.hint}>{step.byName ?? t(`orders.by.${byOf(step.by)}`)}</span>
          </li>
        )
      })}
    </ol>
  )
}

const byOf = (by: string) =>
  (['customer', 'house', 'payments'] as const).find((one) => one === by) ?? 'team'
