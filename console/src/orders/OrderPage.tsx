import { Button, Group } from '@mantine/core'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { OrderDetail } from '../../../server/src/modules/orders/team-contract.ts'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Page, Section } from '../ui/Page.tsx'
import { DateTime } from '../ui/times.tsx'
import { ChangePanel } from './ChangePanel.tsx'
import { HistoryPanel } from './HistoryPanel.tsx'
import { LinesTable } from './LinesTable.tsx'
import { MoneyPanel } from './MoneyPanel.tsx'
import { OrderDialog, type OrderTask } from './OrderDialog.tsx'
import classes from './Orders.module.css'
import { OrderTag } from './OrderTags.tsx'
import { ParcelsPanel } from './ParcelsPanel.tsx'
import { useOrder } from './useOrders.ts'

/** One order: where it stands, what there is to do, what it cost, and everything that happened to it. */
export function OrderPage() {
  const { t } = useTexts()
  const { id = '' } = useParams({ strict: false })
  const can = useCan()
  const order = useOrder(id)
  const [task, setTask] = useState<OrderTask>()
  const parent = { to: '/orders', label: t('orders.title') }
  if (order.error) {
    return (
      <Page title={t('orders.one')} parent={parent}>
        <ErrorState error={order.error} retry={order.refetch} />
      </Page>
    )
  }
  const known = order.data
  return (
    <Page
      title={known ? known.number : t('ui.loading')}
      parent={parent}
      answer={known && <Answer order={known} />}
      actions={known && can('orders:write') && <Deeds order={known} onChoose={setTask} />}
    >
      {known && (
        <div className={classes.columns}>
          <div className={classes.main}>
            {known.change && <ChangePanel order={known} change={known.change} />}
            <ParcelsPanel order={known} />
            <LinesTable order={known} />
            <Section title={t('orders.history')}>
              <HistoryPanel history={known.history} />
            </Section>
          </div>
          <MoneyPanel order={known} />
        </div>
      )}
      {known && task && (
        <OrderDialog order={known} task={task} onClose={() => setTask(undefined)} />
      )}
    </Page>
  )
}

function Answer({ order }: { order: OrderDetail }) {
  const { t } = useTexts()
  const { contact, customerId } = order
  const name = [contact?.firstName, contact?.lastName].filter(Boolean).join(' ')
  return (
    <span className={classes.answer}>
      <OrderTag state={order.state} />
      <span>
        <DateTime at={order.placedAt} />
      </span>
      <Link to="/customers/$id" params={{ id: customerId }}>
        {name || contact?.email || t('orders.customer')}
      </Link>
      {order.reason && <span>{t(`orders.reason.${reasonOf(order.reason)}`)}</span>}
    </span>
  )
}

const reasons = [
  ...(['begun-again', 'payment', 'too-late', 'customer'] as const),
  ...(['not-collected', 'nowhere'] as const),
] as const
const reasonOf = (reason: string) => reasons.find((one) => one === reason) ?? 'other'

function Deeds({ order, onChoose }: { order: OrderDetail; onChoose: (task: OrderTask) => void }) {
  const { t } = useTexts()
  const delivered = order.lines.some(({ delivered, returned }) => delivered > returned)
  const paid = order.payments.some(({ state }) => state === 'captured')
  const mayEdit =
    order.state === 'confirmed' &&
    order.fulfilments.every(({ state }) => state === 'waiting' || state === 'preparing')
  return (
    <Group gap="xs">
      {mayEdit && (
        <Button variant="default" onClick={() => onChoose('edit')}>
          {t('orders.deed.edit')}
        </Button>
      )}
      {order.mayCancel && (
        <Button variant="default" onClick={() => onChoose('cancel')}>
          {t('orders.deed.cancel')}
        </Button>
      )}
      {paid && order.refunded < order.total && (
        <Button variant="default" onClick={() => onChoose('refund')}>
          {t('orders.deed.refund')}
        </Button>
      )}
      {delivered && (
        <>
          <Button variant="default" onClick={() => onChoose('exchange')}>
            {t('orders.deed.exchange')}
          </Button>
          <Button onClick={() => onChoose('return')}>{t('orders.deed.return')}</Button>
        </>
      )}
    </Group>
  )
}
