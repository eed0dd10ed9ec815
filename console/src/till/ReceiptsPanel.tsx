import { Link } from '@tanstack/react-router'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Panel } from '../ui/Panel.tsx'
import classes from './Till.module.css'
import { useReceiptsOf } from './useTills.ts'

/** What the tills wrote for an order; nothing where none did. */
export function ReceiptsPanel({ orderId }: { orderId: string }) {
  const { t, formats } = useTexts()
  const can = useCan()
  const { data } = useReceiptsOf(orderId, can('till:read'))
  if (!data || data.receipts.length === 0) return null
  return (
    <Panel title={t('till.side.receipts')}>
      <ul className={classes.list}>
        {data.receipts.map(({ id, till, number, total, currency }) => (
          <li key={id}>
            <Link to="/till/receipts/$id" params={{ id }}>
              {t('till.one.title', { till, number: String(number) })}
            </Link>
            <span>{formats.money(total, currency)}</span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
