import { Checkbox, NumberInput, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { usePlaces } from '../stock/useStock.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { DialogForm } from '../ui/DialogForm.tsx'
import classes from './Orders.module.css'
import { type OrderFormProps, useOrderDeed } from './useOrders.ts'

interface Said {
  quantity: number
  damaged: boolean
}

/** Takes back what was bought, wherever that was: how many of each, where to, and whether it can be sold again. */
export function ReturnForm({ order, onClose }: OrderFormProps) {
  const { t } = useTexts()
  const places = usePlaces()
  const announced = order.returns.find(({ state }) => state === 'requested')
  const [said, setSaid] = useState<Record<string, Said>>(() =>
    Object.fromEntries(
      (announced?.lines ?? []).map(({ lineId, quantity, damaged }) => [
        lineId,
        { quantity, damaged },
      ]),
    ),
  )
  const [locationId, setLocationId] = useState<string | null>(null)
  const [reason, setReason] = useState('')
  const deed = useOrderDeed(order.id, onClose)
  const lines = Object.entries(said)
    .filter(([, { quantity }]) => quantity > 0)
    .map(([lineId, line]) => ({ lineId, ...line }))
  const change = (lineId: string, what: Partial<Said>) =>
    setSaid((before) => ({
      ...before,
      [lineId]: { quantity: 0, damaged: false, ...before[lineId], ...what },
    }))
  return (
    <DialogForm
      deed={deed}
      ready={lines.length > 0 && locationId !== null}
      save={t('orders.deed.return')}
      onSubmit={() =>
        deed.mutate({
          path: 'returns',
          body: {
            ...{ lines, locationId, reason: reason.trim() },
            ...(announced && { returnId: announced.id }),
          },
          done: t('orders.done.return'),
        })
      }
      onClose={onClose}
    >
      {announced && <p className={classes.hint}>{t('orders.announced')}</p>}
      <ul className={classes.list}>
        {order.lines
          .filter(({ delivered, returned }) => delivered > returned)
          .map(({ id, name, delivered, returned }) => (
            <li key={id} className={classes.returned}>
              <NumberInput
                label={name}
                description={t('orders.returnable', { n: delivered - returned })}
                min={0}
                max={delivered - returned}
                allowDecimal={false}
                value={said[id]?.quantity ?? 0}
                onChange={(value) => change(id, { quantity: Number(value) || 0 })}
              />
              <Checkbox
                label={t('orders.damaged')}
                checked={said[id]?.damaged ?? false}
                onChange={(event) => change(id, { damaged: event.target.checked })}
              />
            </li>
          ))}
      </ul>
      <Select
        required
        label={t('orders.backTo')}
        searchable
        value={locationId}
        onChange={setLocationId}
        data={(places.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
      />
      <TextInput
        label={t('orders.why')}
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
    </DialogForm>
  )
}
