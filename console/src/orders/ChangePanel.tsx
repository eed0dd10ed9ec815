import type { OrderDetail } from '../../../server/src/modules/orders/team-contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Panel } from '../ui/Panel.tsx'
import { DateTime } from '../ui/times.tsx'
import classes from './Orders.module.css'

interface ChangePanelProps {
  order: OrderDetail
  change: NonNullable<OrderDetail['change']>
}

/** A change that waits for its payment: what would be otherwise, what the customer is asked, until when. */
export function ChangePanel({ order, change }: ChangePanelProps) {
  const { t, formats, language } = useTexts()
  return (
    <Panel title={t('orders.change')}>
      <ul className={classes.list}>
        {change.lines.map(({ name, from, to }) => (
          <li key={name.fr}>{t('orders.change.line', { name: name[language], from, to })}</li>
        ))}
      </ul>
      <p className={classes.hint}>
        {t.rich('orders.change.until', {
          amount: formats.money(change.amount, order.currency),
          time: <DateTime key="time" at={change.expiresAt} />,
          link: (parts) => (
            <a key="page" href={order.page} target="_blank" rel="noreferrer">
              {parts}
            </a>
          ),
        })}
      </p>
    </Panel>
  )
}
