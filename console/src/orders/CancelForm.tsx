import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTexts } from '../texts/TextsProvider.tsx'
import { DialogForm } from '../ui/DialogForm.tsx'
import classes from './Orders.module.css'
import { type OrderFormProps, useOrderDeed } from './useOrders.ts'

/** Ends an order of which nothing has left: its goods are free again, what was paid goes back. */
export function CancelForm({ order, onClose }: OrderFormProps) {
  const { t, formats } = useTexts()
  const [reason, setReason] = useState('')
  const deed = useOrderDeed(order.id, onClose)
  return (
    <DialogForm
      deed={deed}
      ready
      save={t('orders.deed.cancel')}
      onSubmit={() =>
        deed.mutate({
          path: 'cancel',
          body: reason.trim() ? { reason: reason.trim() } : {},
          done: t('orders.done.cancel'),
        })
      }
      onClose={onClose}
    >
      <p className={classes.hint}>
        {t('orders.cancel.hint', { total: formats.money(order.total, order.currency) })}
      </p>
      <TextInput
        label={t('orders.why')}
        maxLength={200}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
    </DialogForm>
  )
}
