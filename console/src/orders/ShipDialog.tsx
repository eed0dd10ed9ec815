import { Modal, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTexts } from '../texts/TextsProvider.tsx'
import { DialogForm } from '../ui/DialogForm.tsx'
import classes from './Orders.module.css'
import { type ParcelDialogProps, useOrderDeed } from './useOrders.ts'

/** A parcel leaves: with whom, and by which number it is followed, if there is one; the customer is told. */
export function ShipDialog({ order, parcel, onClose }: ParcelDialogProps) {
  const { t } = useTexts()
  const deed = useOrderDeed(order.id, onClose)
  const [carrier, setCarrier] = useState('')
  const [tracking, setTracking] = useState('')
  const body = {
    ...(carrier.trim() && { carrier: carrier.trim() }),
    ...(tracking.trim() && { tracking: tracking.trim() }),
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('orders.deed.ship')}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <DialogForm
        deed={deed}
        ready
        save={t('orders.deed.ship')}
        onSubmit={() =>
          deed.mutate({ path: `parcels/${parcel.id}/ship`, body, done: t('orders.done.ship') })
        }
        onClose={onClose}
      >
        <p className={classes.hint}>{t('orders.ship.hint')}</p>
        <TextInput
          data-autofocus
          label={t('orders.ship.carrier')}
          placeholder="Colissimo"
          maxLength={60}
          value={carrier}
          onChange={(event) => setCarrier(event.target.value)}
        />
        <TextInput
          label={t('orders.ship.tracking')}
          maxLength={100}
          value={tracking}
          onChange={(event) => setTracking(event.target.value)}
        />
      </DialogForm>
    </Modal>
  )
}
