import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { MoneyField } from '../promotions/fields.tsx'
import { useTexts } from '../texts/TextsProvider.tsx'
import { DialogForm } from '../ui/DialogForm.tsx'
import { type OrderFormProps, useOrderDeed } from './useOrders.ts'

/** Gives money back without anything returned, by the means by which it was paid. */
export function RefundForm({ order, onClose }: OrderFormProps) {
  const { t, formats } = useTexts()
  const [amount, setAmount] = useState(0)
  const [reason, setReason] = useState('')
  const deed = useOrderDeed(order.id, onClose)
  const most = order.total - order.refunded
  return (
    <DialogForm
      deed={deed}
      ready={amount > 0 && amount <= most && reason.trim() !== ''}
      save={t('orders.deed.refund')}
      onSubmit={() =>
        deed.mutate({
          path: 'refund',
          body: { amount, reason: reason.trim() },
          done: t('orders.done.refund'),
        })
      }
      onClose={onClose}
    >
      <MoneyField
        label={t('orders.amount')}
        description={t('orders.atMost', { amount: formats.money(most, order.currency) })}
        currency={order.currency}
        value={amount}
        onChange={setAmount}
      />
      <TextInput
        required
        label={t('orders.why')}
        maxLength={200}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
    </DialogForm>
  )
}
