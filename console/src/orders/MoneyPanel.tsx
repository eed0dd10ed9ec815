import { Link } from '@tanstack/react-router'
import type { OrderDetail } from '../../../server/src/modules/orders/team-contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { ReceiptsPanel } from '../till/ReceiptsPanel.tsx'
import { Panel } from '../ui/Panel.tsx'
import { Tag } from '../ui/Tag.tsx'
import classes from './Orders.module.css'

/** What it comes to, with the tax of each rate, and how it was paid; who it goes to. */
export function MoneyPanel({ order }: { order: OrderDetail }) {
  const { t, formats } = useTexts()
  const money = (amount: number) => formats.money(amount, order.currency)
  const { address, contact } = order
  return (
    <div className={classes.aside}>
      <Panel title={t('orders.sum')}>
        <dl className={classes.sums}>
          <Row term={t('orders.subtotal')}>{money(order.subtotal)}</Row>
          {order.discount > 0 && <Row term={t('orders.discount')}>−{money(order.discount)}</Row>}
          {order.promotions.map(({ promotionId, name, code, amount }) => (
            <Row
              key={promotionId}
              term={
                <Link to="/promotions/$id" params={{ id: promotionId }}>
                  {[name ?? t('orders.promotion'), code].filter(Boolean).join(' · ')}
                </Link>
              }
              small
            >
              −{money(amount)}
            </Row>
          ))}
          <Row term={t('orders.delivery')}>{money(order.deliveryPrice)}</Row>
          {order.taxes
            .filter(({ net }) => net !== 0)
            .map(({ rate, vat, net }) => (
              <Row
                key={rate}
                small
                term={t('orders.tax', { rate: formats.percent(rate / 10_000), net: money(net) })}
              >
                {money(vat)}
              </Row>
            ))}
          {order.credit > 0 && <Row term={t('orders.credit')}>−{money(order.credit)}</Row>}
          <Row term={t('orders.total')} total>
            {money(order.total)}
          </Row>
          {order.refunded > 0 && <Row term={t('orders.refunded')}>−{money(order.refunded)}</Row>}
        </dl>
        {order.exchangeOf && <Exchange id={order.exchangeOf}>{t('orders.exchange.of')}</Exchange>}
        {order.returns.map(
          ({ id, exchangeOrderId }) =>
            exchangeOrderId && (
              <Exchange key={id} id={exchangeOrderId}>
                {t('orders.exchange.for')}
              </Exchange>
            ),
        )}
      </Panel>
      <Panel title={t('orders.payments')}>
        {order.payments.length === 0 && <p className={classes.hint}>{t('orders.noPayment')}</p>}
        <ul className={classes.list}>
          {order.payments.map((payment) => (
            <li key={payment.id} className={classes.payment}>
              <span>
                {t(`orders.means.${meansOf(payment.takenAs ?? payment.means)}`)} {payment.card}
                {payment.refunded > 0 && (
                  <small className={classes.back}>
                    {t('orders.ofWhichBack', { amount: money(payment.refunded) })}
                  </small>
                )}
              </span>
              <Tag tone={payment.state === 'captured' ? 'good' : 'info'}>
                {t(`orders.payment.${paymentState(payment.state)}`)}
              </Tag>
              <strong>{money(payment.amount)}</strong>
            </li>
          ))}
        </ul>
      </Panel>
      <ReceiptsPanel orderId={order.id} />
      <Panel title={t('orders.to')}>
        <p className={classes.address}>
          {address
            ? `${address.name}\n${address.street}\n${address.postalCode} ${address.city}, ${formats.country(address.country)}`
            : t('orders.noAddress')}
        </p>
        {contact?.email && <p className={classes.hint}>{contact.email}</p>}
        {contact?.phone && <p className={classes.hint}>{contact.phone}</p>}
        <p className={classes.hint}>
          <a href={order.page} target="_blank" rel="noreferrer">
            {t('orders.customerPage')}
          </a>
        </p>
      </Panel>
    </div>
  )
}

interface RowProps {
  term: React.ReactNode
  small?: boolean
  total?: boolean
  children: React.ReactNode
}

const Row = ({ term, small, total, children }: RowProps) => (
  <div data-small={small} data-total={total}>
    <dt>{term}</dt>
    <dd>{children}</dd>
  </div>
)

/** The other order of an exchange. */
const Exchange = ({ id, children }: { id: string; children: React.ReactNode }) => (
  <p className={classes.hint}>
    <Link to="/orders/$id" params={{ id }}>
      {children}
    </Link>
  </p>
)

const means = ['card', 'gift-card', 'in-shop', 'cash', 'terminal'] as const
const meansOf = (said: string) => means.find((one) => one === said) ?? 'card'
const states = [
  'planned',
  'pending',
  'authorised',
  'captured',
  'failed',
  'cancelled',
  'unknown',
] as const
const paymentState = (said: string) => states.find((one) => one === said) ?? 'pending'
