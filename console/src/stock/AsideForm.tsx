import { NumberInput, Select } from '@mantine/core'
import { useState } from 'react'
import { type Aside, aside } from '../../../server/src/modules/stock/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { DialogForm } from '../ui/DialogForm.tsx'
import { type LevelFormProps, useDeed } from './useStock.ts'

const deeds = ['set-aside', 'put-back', 'throw-away'] as const

/** Takes goods from sale, damaged or to be looked at; puts them back, or throws them away. */
export function AsideForm({ sku, level, onClose }: LevelFormProps) {
  const { t } = useTexts()
  const [what, setWhat] = useState<(typeof deeds)[number]>('set-aside')
  const [as, setAs] = useState<Aside>('damaged')
  const [quantity, setQuantity] = useState<number | ''>(1)
  const setAside = useDeed({
    ...{ path: '/api/stock/aside', done: t('stock.done.aside'), onDone: onClose },
    body: () => ({ sku, locationId: level.locationId, as, quantity, what }),
  })
  return (
    <DialogForm
      deed={setAside}
      save={t('stock.save')}
      ready={quantity !== ''}
      onSubmit={() => setAside.mutate(undefined)}
      onClose={onClose}
    >
      <Select
        label={t('stock.aside.what')}
        allowDeselect={false}
        value={what}
        onChange={(value) => setWhat(deeds.find((one) => one === value) ?? 'set-aside')}
        data={deeds.map((value) => ({ value, label: t(`stock.aside.${value}`) }))}
      />
      <Select
        label={t('stock.aside.as')}
        allowDeselect={false}
        value={as}
        onChange={(value) => setAs(aside.find((one) => one === value) ?? 'damaged')}
        data={aside.map((value) => ({
          value,
          label: t(`stock.aside.now.${value}`, { n: level[value] }),
        }))}
      />
      <NumberInput
        label={t('stock.quantity')}
        min={1}
        max={1_000_000}
        allowDecimal={false}
        value={quantity}
        onChange={(value) => setQuantity(value === '' ? '' : Number(value))}
      />
    </DialogForm>
  )
}
