import { NumberInput, Select, Textarea } from '@mantine/core'
import { useState } from 'react'
import { Reason, reasons } from '../../../server/src/modules/stock/deed-contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { DialogForm } from '../ui/DialogForm.tsx'
import classes from './Stock.module.css'
import { type LevelFormProps, useDeed } from './useStock.ts'

/** Says what is really there, and why it was not known. */
export function AdjustForm({ sku, level, onClose }: LevelFormProps) {
  const { t } = useTexts()
  const [to, setTo] = useState<number | ''>(Math.max(0, level.onHand))
  const [reason, setReason] = useState<Reason>('counted')
  const [note, setNote] = useState('')
  const adjust = useDeed({
    ...{ path: '/api/stock/adjust', done: t('stock.done.adjust'), onDone: onClose },
    body: () => ({
      ...{ sku, locationId: level.locationId, to, reason },
      ...(note.trim() && { note: note.trim() }),
    }),
  })
  const difference = to === '' ? 0 : to - level.onHand
  return (
    <DialogForm
      deed={adjust}
      save={t('stock.save')}
      ready={to !== '' && difference !== 0}
      onSubmit={() => adjust.mutate(undefined)}
      onClose={onClose}
    >
      <NumberInput
        data-autofocus
        label={t('stock.really')}
        description={t('stock.really.hint', { known: level.onHand, difference })}
        min={0}
        max={1_000_000}
        allowDecimal={false}
        value={to}
        onChange={(value) => setTo(value === '' ? '' : Number(value))}
      />
      <Select
        label={t('stock.reason')}
        allowDeselect={false}
        value={reason}
        onChange={(value) => setReason(Reason.parse(value))}
        data={reasons.map((value) => ({ value, label: t(`stock.reason.${value}`) }))}
      />
      <Textarea
        label={t('stock.note')}
        autosize
        maxLength={500}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
      <p className={classes.hint}>{t('stock.really.journal')}</p>
    </DialogForm>
  )
}
