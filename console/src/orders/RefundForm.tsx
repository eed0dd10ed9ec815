import { NumberInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTexts } from '../texts/TextsProvider.tsx'
import { DialogForm } from '../ui/DialogForm.tsx'
import { type OrderFormProps, useOrderDeed } from './useOrders.ts'

/** Gives money back without anything returned, by the means by which it was paid. */
export function RefundForm({ order, onClose }: OrderFormProps) {
  const { t, formats } = useTexts()
  const [amount, setAmount] = useState<number | ''>('')
  const [reason, setReason] = useState('')
  const deed = useOrderDeed(order.id, onClose)
  const most = (order.total - order.refunded) / 100
  return (
    <DialogForm
      deed={deed}
      ready={amount !== '' && amount > 0 && reason.trim() !== ''}
      save={t('orders.deed.refund')}
      onSubmit={() =>
        deed.mutate({
          path: 'refund',
          body: { amount: Math.round(Number(amount) * 100), reason: reason.trim() },
          done: t('orders.done.refund'),
        })
      }
      onClose={onClose}
    >
      <NumberInput
        label={t('orders.amount')}
        description={t('orders.atMost', {
          amount: formats.money(order.total - order.refunded, order.currency),
        })}
        min={0.01}
        max={most}
        decimalScale={2}
        suffix={` ${order.currency}`}
        value={amount}
        onChange={(value) => setAmount(value === '' ? '' : Number(value))}
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
