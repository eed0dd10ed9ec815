import { Checkbox, NumberInput, Select, TextInput } from '@mantine/core'
import type { OrderDetail } from '../../../server/src/modules/orders/team-contract.ts'
import { usePlaces } from '../stock/useStock.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import classes from './Orders.module.css'
import type { Returned } from './useReturned.ts'

interface ReturnedFieldsProps {
  order: OrderDetail
  returned: Returned
  /** What the place is asked for. */
  place: string
}

export function ReturnedFields({ order, returned, place }: ReturnedFieldsProps) {
  const { t } = useTexts()
  const places = usePlaces()
  return (
    <>
      {returned.announced && <p className={classes.hint}>{t('orders.announced')}</p>}
      <ul className={classes.list}>
        {order.lines
          .filter((line) => line.delivered > line.returned)
          .map((line) => {
            const left = line.delivered - line.returned
            const { quantity, damaged } = returned.of(line.id)
            return (
              <li key={line.id} className={classes.returned}>
                <NumberInput
                  label={[line.name, ...Object.values(line.variant)].join(', ')}
                  description={t('orders.returnable', { n: left })}
                  min={0}
                  max={left}
                  allowDecimal={false}
                  value={quantity}
                  onChange={(value) => returned.change(line.id, { quantity: Number(value) || 0 })}
                />
                <Checkbox
                  label={t('orders.damaged')}
                  description={t('orders.damaged.hint')}
                  checked={damaged}
                  onChange={(event) => returned.change(line.id, { damaged: event.target.checked })}
                />
              </li>
            )
          })}
      </ul>
      <Select
        required
        label={place}
        searchable
        value={returned.locationId}
        onChange={returned.setLocationId}
        data={(places.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
      />
      <TextInput
        label={t('orders.why')}
        maxLength={500}
        value={returned.reason}
        onChange={(event) => returned.setReason(event.target.value)}
      />
      {returned.isLate && (
        <Checkbox
          label={t('orders.late')}
          checked={returned.late}
          onChange={(event) => returned.setLate(event.target.checked)}
        />
      )}
    </>
  )
}
