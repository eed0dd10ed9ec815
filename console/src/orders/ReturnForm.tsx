import { useTexts } from '../texts/TextsProvider.tsx'
import { DialogForm } from '../ui/DialogForm.tsx'
import { ReturnedFields } from './ReturnedFields.tsx'
import { type OrderFormProps, useOrderDeed } from './useOrders.ts'
import { useReturned } from './useReturned.ts'

/** Takes back what was bought, wherever that was, and gives back what was really paid for it. */
export function ReturnForm({ order, onClose }: OrderFormProps) {
  const { t } = useTexts()
  const returned = useReturned(order)
  const deed = useOrderDeed(order.id, onClose)
  const { body } = returned
  return (
    <DialogForm
      deed={deed}
      ready={body !== undefined}
      save={t('orders.deed.return')}
      onSubmit={() => body && deed.mutate({ path: 'returns', body, done: t('orders.done.return') })}
      onClose={onClose}
    >
      <ReturnedFields order={order} returned={returned} place={t('orders.backTo')} />
    </DialogForm>
  )
}
