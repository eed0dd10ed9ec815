import { Modal, NumberInput } from '@mantine/core'
import { useState } from 'react'
import { useTexts } from '../texts/TextsProvider.tsx'
import { DialogForm } from '../ui/DialogForm.tsx'
import classes from './Orders.module.css'
import { type ParcelDialogProps, useOrderDeed } from './useOrders.ts'

const whys = ['lost', 'broken'] as const

/** What of a parcel did not arrive in the shop as it was sent: the order gets it from elsewhere. */
export function InPartDialog({ order, parcel, onClose }: ParcelDialogProps) {
  const { t } = useTexts()
  const deed = useOrderDeed(order.id, onClose)
  const [said, setSaid] = useState<Readonly<Record<string, number>>>({})
  const lineOf = new Map(order.lines.map((line) => [line.id, line]))
  const of = (lineId: string, why: string) => said[`${lineId} ${why}`] ?? 0
  const notArrived = parcel.lines.flatMap(({ lineId }) =>
    whys
      .map((why) => ({ lineId, why, quantity: of(lineId, why) }))
      .filter(({ quantity }) => quantity > 0),
  )
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('orders.inPart.title')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <DialogForm
        deed={deed}
        ready={notArrived.length > 0}
        save={t('orders.deed.receive-in-part')}
        onSubmit={() =>
          deed.mutate({
            path: `parcels/${parcel.id}/receive`,
            body: { notArrived },
            done: t('orders.done.receive-in-part'),
          })
        }
        onClose={onClose}
      >
        <p className={classes.hint}>{t('orders.inPart.hint')}</p>
        {parcel.lines.map(({ lineId, quantity: n }) => {
          const line = lineOf.get(lineId)
          const name = [line?.name ?? '', ...Object.values(line?.variant ?? {})].join(', ')
          return (
            <fieldset key={lineId} className={classes.inPart}>
              <legend>{t('orders.inPart.of', { name, n })}</legend>
              {whys.map((why) => (
                <NumberInput
                  key={why}
                  label={t(`orders.inPart.${why}`)}
                  min={0}
                  max={n - whys.reduce((sum, one) => sum + (one === why ? 0 : of(lineId, one)), 0)}
                  allowDecimal={false}
                  value={of(lineId, why)}
                  onChange={(value) =>
                    setSaid((before) => ({ ...before, [`${lineId} ${why}`]: Number(value) || 0 }))
                  }
                />
              ))}
            </fieldset>
          )
        })}
      </DialogForm>
    </Modal>
  )
}
