import { Modal } from '@mantine/core'
import { useTexts } from '../texts/TextsProvider.tsx'
import { CancelForm } from './CancelForm.tsx'
import { EditForm } from './EditForm.tsx'
import { ExchangeForm } from './ExchangeForm.tsx'
import { RefundForm } from './RefundForm.tsx'
import { ReturnForm } from './ReturnForm.tsx'
import type { OrderFormProps } from './useOrders.ts'

export type OrderTask = 'cancel' | 'refund' | 'return' | 'exchange' | 'edit'

const forms = {
  ...{ cancel: CancelForm, refund: RefundForm, return: ReturnForm },
  ...{ exchange: ExchangeForm, edit: EditForm },
}

/** What is done to a whole order, each with what must be said for it. */
export function OrderDialog({ task, ...rest }: OrderFormProps & { task: OrderTask }) {
  const { t } = useTexts()
  const Form = forms[task]
  return (
    <Modal
      opened
      onClose={rest.onClose}
      title={t(`orders.deed.${task}`)}
      size="lg"
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <Form {...rest} />
    </Modal>
  )
}
