import type { OrderDetail } from '../../../server/src/modules/orders/team-contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Panel } from '../ui/Panel.tsx'
import classes from './Orders.module.css'

/** What was bought, as it was then: price, reduction, tax, and how much of it left and came back. */
export function LinesTable({ order }: { order: OrderDetail }) {
  const { t, formats } = useTexts()
  return (
    <Panel title={t('orders.lines')}>
      <div className={classes.scroll}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t('orders.article')}</th>
              <th scope="col" data-end>
                {t('orders.units')}
              </th>
              <th scope="col" data-end data-wide>
                {t('orders.unit')}
              </th>
              <th scope="col" data-end data-wide>
                {t('orders.discount')}
              </th>
              <th scope="col" data-end data-wide>
                {t('orders.vat')}
              </th>
              <th scope="col" data-end>
                {t('orders.gross')}
              </th>
            </tr>
          </thead>
          <tbody>
            {order.lines.map((line) => (
              <tr key={line.id}>
                <th scope="row">
                  {line.name}
                  <small>
                    {[
                      line.sku,
                      ...Object.values(line.variant),
                      ...Object.values(line.options),
                    ].join(' · ')}
                    {line.returned > 0 && ` · ${t('orders.returned', { n: line.returned })}`}
                  </small>
                </th>
                <td data-end>{formats.count(line.quantity)}</td>
                <td data-end data-wide>
                  {formats.money(line.unit, order.currency)}
                </td>
                <td data-end data-wide>
                  {line.discount > 0 ? `−${formats.money(line.discount, order.currency)}` : '–'}
                </td>
                <td data-end data-wide>
                  {formats.percent(line.vatRate / 10_000)}
                </td>
                <td data-end>{formats.money(line.gross, order.currency)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}
